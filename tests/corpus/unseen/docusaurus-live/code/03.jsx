function Kettle() {
  const [until] = useState(() => Date.now() + 180_000);

  return (
    <Countdown until={until} onEnd={() => alert('Tea!')}>
      {({ minutes, seconds }) => (
        <b>{minutes}:{String(seconds).padStart(2, '0')}</b>
      )}
    </Countdown>
  );
}
