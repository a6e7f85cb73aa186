"""A central system and a charge point that exchange three messages of vendors.

Generate the package first, in this folder: ``ocppgen generate``; then run this file where ``src``
is on the path: ``PYTHONPATH=src python kiosk.py``.
"""

from __future__ import annotations

from datetime import UTC, datetime

from kiosk_ocpp import Answered, Send, ValidationError
from kiosk_ocpp.central_system import CentralSystemStub
from kiosk_ocpp.central_system import Endpoint as CentralSystemEndpoint
from kiosk_ocpp.charge_point import ChargePointStub
from kiosk_ocpp.charge_point import Endpoint as ChargePointEndpoint
from kiosk_ocpp.core import DataTransferConfirmation, DataTransferRequest, DataTransferStatus
from kiosk_ocpp.costs import Price, RunningCost, State
from kiosk_ocpp.kiosk import Button, ButtonPressed, ShowPrice, ShowPriceResponse

NOON = datetime(2025, 5, 1, 12, tzinfo=UTC)


class Kiosk(ChargePointStub):
    """A charge point with a display."""

    def on_kiosk_show_price(self, payload: ShowPrice) -> ShowPriceResponse:
        """Show a price: what is returned goes out with the status Accepted."""
        print(f"display: {payload.per_kwh:.2f} {payload.currency}/kWh")
        return ShowPriceResponse(shown_since=NOON)

    def on_costs_running_cost(self, payload: RunningCost) -> DataTransferConfirmation:
        """Show a cost: a message without a payload in its response has a status only."""
        print(f"display: {payload.cost:.2f} so far, {payload.state.value.lower()}")
        return DataTransferConfirmation(status=DataTransferStatus.ACCEPTED)


class Office(CentralSystemStub):
    """A central system that hears of buttons."""

    def on_kiosk_button_pressed(
        self, charge_point_id: str, payload: ButtonPressed
    ) -> DataTransferConfirmation:
        """Take note of a button."""
        print(f"office: {charge_point_id} wants {payload.button.value.lower()}")
        return DataTransferConfirmation(status=DataTransferStatus.ACCEPTED)


def main() -> None:
    """Send each message once, and then what is wrong."""
    office = CentralSystemEndpoint(Office(), "CP-7")
    kiosk = ChargePointEndpoint(Kiosk())

    def ask(
        asking: CentralSystemEndpoint | ChargePointEndpoint,
        answering: CentralSystemEndpoint | ChargePointEndpoint,
        request: DataTransferRequest,
    ) -> DataTransferConfirmation:
        """Carry a request to the other end, and its answer back."""
        for answer in answering.receive(asking.call(request)):
            if isinstance(answer, Send):
                for event in asking.receive(answer.text):
                    match event:
                        case Answered(response=DataTransferConfirmation() as confirmation):
                            return confirmation
        raise SystemExit("the other end gave no answer")

    price = ShowPrice(currency="EUR", per_kwh=0.35, lines=["Green energy"])
    answer = ask(office, kiosk, DataTransferRequest.of(price))
    shown = answer.payload(ShowPriceResponse)
    print(f"office: shown since {shown.shown_since:%H:%M}" if shown else "office: not shown")

    cost = RunningCost(
        transaction_id=17,
        timestamp=NOON,
        meter_value=4200,
        cost=1.47,
        state=State.CHARGING,
        charging_price=Price(kwh_price=0.35),
    )
    print(f"office: {ask(office, kiosk, DataTransferRequest.of(cost)).status.value}")

    pressed = DataTransferRequest.of(ButtonPressed(button=Button.RECEIPT, connector_id=1))
    print(f"kiosk: {ask(kiosk, office, pressed).status.value}")

    broken = DataTransferRequest(
        vendor_id="com.example.kiosk", message_id="ShowPrice", data='{"currency":"Euro"}'
    )
    print(f"office: {ask(office, kiosk, broken).status.value}")
    try:
        broken.payload()
    except ValidationError as error:
        print(*error.violations, sep="\n")


if __name__ == "__main__":
    main()
