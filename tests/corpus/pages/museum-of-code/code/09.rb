def roman(number)
  { 10 => "X", 9 => "IX", 5 => "V", 4 => "IV", 1 => "I" }.reduce("") do |text, (value, sign)|
    count, number = number.divmod(value)
    text + sign * count
  end
end
