"""The names in the documentation of ocpp-go's two firmware packages, by package: facts, no text.

Methods and fields stand behind their type.
"""

GO_NAMES = {
    "firmware": """
        DiagnosticsStatusNotificationFeatureName FirmwareStatusNotificationFeatureName
        GetDiagnosticsFeatureName ProfileName UpdateFirmwareFeatureName Profile
        CentralSystemHandler CentralSystemHandler.OnDiagnosticsStatusNotification
        CentralSystemHandler.OnFirmwareStatusNotification ChargePointHandler
        ChargePointHandler.OnGetDiagnostics ChargePointHandler.OnUpdateFirmware
        DiagnosticsStatus DiagnosticsStatusIdle DiagnosticsStatusUploaded
        DiagnosticsStatusUploadFailed DiagnosticsStatusUploading
        DiagnosticsStatusNotificationConfirmation
        NewDiagnosticsStatusNotificationConfirmation
        DiagnosticsStatusNotificationConfirmation.GetFeatureName
        DiagnosticsStatusNotificationFeature
        DiagnosticsStatusNotificationFeature.GetFeatureName
        DiagnosticsStatusNotificationFeature.GetRequestType
        DiagnosticsStatusNotificationFeature.GetResponseType
        DiagnosticsStatusNotificationRequest DiagnosticsStatusNotificationRequest.Status
        NewDiagnosticsStatusNotificationRequest
        DiagnosticsStatusNotificationRequest.GetFeatureName FirmwareStatus
        FirmwareStatusDownloaded FirmwareStatusDownloadFailed FirmwareStatusDownloading
        FirmwareStatusIdle FirmwareStatusInstallationFailed FirmwareStatusInstalling
        FirmwareStatusInstalled FirmwareStatusNotificationConfirmation
        NewFirmwareStatusNotificationConfirmation
        FirmwareStatusNotificationConfirmation.GetFeatureName
        FirmwareStatusNotificationFeature FirmwareStatusNotificationFeature.GetFeatureName
        FirmwareStatusNotificationFeature.GetRequestType
        FirmwareStatusNotificationFeature.GetResponseType FirmwareStatusNotificationRequest
        FirmwareStatusNotificationRequest.Status NewFirmwareStatusNotificationRequest
        FirmwareStatusNotificationRequest.GetFeatureName GetDiagnosticsConfirmation
        GetDiagnosticsConfirmation.FileName NewGetDiagnosticsConfirmation
        GetDiagnosticsConfirmation.GetFeatureName GetDiagnosticsFeature
        GetDiagnosticsFeature.GetFeatureName GetDiagnosticsFeature.GetRequestType
        GetDiagnosticsFeature.GetResponseType GetDiagnosticsRequest
        GetDiagnosticsRequest.Location GetDiagnosticsRequest.Retries
        GetDiagnosticsRequest.RetryInterval GetDiagnosticsRequest.StartTime
        GetDiagnosticsRequest.EndTime NewGetDiagnosticsRequest
        GetDiagnosticsRequest.GetFeatureName UpdateFirmwareConfirmation
        NewUpdateFirmwareConfirmation UpdateFirmwareConfirmation.GetFeatureName
        UpdateFirmwareFeature UpdateFirmwareFeature.GetFeatureName
        UpdateFirmwareFeature.GetRequestType UpdateFirmwareFeature.GetResponseType
        UpdateFirmwareRequest UpdateFirmwareRequest.Location UpdateFirmwareRequest.Retries
        UpdateFirmwareRequest.RetrieveDate UpdateFirmwareRequest.RetryInterval
        NewUpdateFirmwareRequest UpdateFirmwareRequest.GetFeatureName
    """.split(),
    "securefirmware": """
        ProfileName SignedFirmwareStatusNotificationFeatureName
        SignedUpdateFirmwareFeatureName CentralSystemHandler
        CentralSystemHandler.OnSignedFirmwareStatusNotification ChargePointHandler
        ChargePointHandler.OnSignedUpdateFirmware Firmware Firmware.Location
        Firmware.RetrieveDateTime Firmware.InstallDateTime Firmware.SigningCertificate
        Firmware.Signature FirmwareStatus FirmwareStatusDownloaded
        FirmwareStatusDownloadFailed FirmwareStatusDownloading
        FirmwareStatusDownloadScheduled FirmwareStatusDownloadPaused FirmwareStatusIdle
        FirmwareStatusInstallationFailed FirmwareStatusInstalling FirmwareStatusInstalled
        FirmwareStatusInstallRebooting FirmwareStatusInstallScheduled
        FirmwareStatusInstallVerificationFailed FirmwareStatusInvalidSignature
        FirmwareStatusSignatureVerified SignedFirmwareStatusNotificationFeature
        SignedFirmwareStatusNotificationFeature.GetFeatureName
        SignedFirmwareStatusNotificationFeature.GetRequestType
        SignedFirmwareStatusNotificationFeature.GetResponseType
        SignedFirmwareStatusNotificationRequest
        SignedFirmwareStatusNotificationRequest.Status
        SignedFirmwareStatusNotificationRequest.RequestID
        NewFirmwareStatusNotificationRequest
        SignedFirmwareStatusNotificationRequest.GetFeatureName
        SignedFirmwareStatusNotificationResponse NewFirmwareStatusNotificationResponse
        SignedFirmwareStatusNotificationResponse.GetFeatureName SignedUpdateFirmwareFeature
        SignedUpdateFirmwareFeature.GetFeatureName
        SignedUpdateFirmwareFeature.GetRequestType
        SignedUpdateFirmwareFeature.GetResponseType SignedUpdateFirmwareRequest
        SignedUpdateFirmwareRequest.Retries SignedUpdateFirmwareRequest.RetryInterval
        SignedUpdateFirmwareRequest.RequestID SignedUpdateFirmwareRequest.Firmware
        NewSignedUpdateFirmwareRequest SignedUpdateFirmwareRequest.GetFeatureName
        SignedUpdateFirmwareResponse SignedUpdateFirmwareResponse.Status
        NewSignedUpdateFirmwareResponse SignedUpdateFirmwareResponse.GetFeatureName
        UpdateFirmwareStatus UpdateFirmwareStatusAccepted UpdateFirmwareStatusRejected
        UpdateFirmwareStatusAcceptedCanceled UpdateFirmwareStatusInvalidCertificate
        UpdateFirmwareStatusRevokedCertificate
    """.split(),
}
