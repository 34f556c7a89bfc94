export default function Layout({ children }) {
  return (
    <section className="shop">
      <Basket />

      {children}
    </section>
  );
}
