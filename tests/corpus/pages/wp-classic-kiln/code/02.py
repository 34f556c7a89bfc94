def test_a_refund_never_exceeds_what_was_paid() -> None:
    order = Order(paid=Money("12.00"))
    with pytest.raises(TooMuchError):
        order.refund(Money("12.01"))
