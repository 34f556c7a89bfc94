class Country < ApplicationRecord
  def tax_rate
    RATES[code] ||= rates.where("valid_from <= ?", Date.current).last.percent
  end

  RATES = {}
end
