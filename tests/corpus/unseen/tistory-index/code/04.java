@Test
void 최근_결제_주문은_인덱스만으로_찾는다() {
    var plan = jdbc.queryForList("EXPLAIN " + RECENT_PAID, String.class);

    assertThat(plan).anyMatch(line -> line.contains("ix_orders_right"));
    assertThat(plan).noneMatch(line -> line.contains("Sort"));
}
