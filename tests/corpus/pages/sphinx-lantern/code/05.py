def test_gives_up_after_the_budget(frozen_retry):
    with pytest.raises(httpx.ConnectError):
        forecast("nowhere")

    assert frozen_retry.attempts == 4
    assert frozen_retry.slept < 10.0
