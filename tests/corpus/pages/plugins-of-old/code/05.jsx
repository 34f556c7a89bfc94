const App = () => (
  <main>

    <h1>Hello</h1>
  </main>
);
