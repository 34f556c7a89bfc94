quay topic create orders.paid --keep 72h
