<Countdown until={launch}>
  {(left) => (
    <span role="timer" aria-live={left.total < 60_000 ? 'assertive' : 'off'}>
      T−{left.total / 1000} s
    </span>
  )}
</Countdown>
