class Invoice < Hopper::Job
  retry_on Timeout::Error, attempts: 3

  def perform(order_id)
    Order.find(order_id).send_invoice
  end
end

Invoice.later(4711)
