struct state {
    unsigned floor : 4;   /* было 3 */
    unsigned going_up : 1;
    unsigned door_open : 1;
};
