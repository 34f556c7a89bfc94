fn parse<'a>(tokens: &mut Peekable<Iter<'a, Token>>, least: u8) -> Expr<'a> {
    let mut left = atom(tokens);
    while let Some((l, r)) = tokens.peek().and_then(|t| power(t)) {
        if l < least { break }
        let op = tokens.next().unwrap();
        left = Expr::Binary(op, Box::new(left), Box::new(parse(tokens, r)));
    }
    left
}
