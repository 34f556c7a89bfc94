struct Request {
    question: String,
    answer_to: Sender<String>,
}

fn desk(rx: Receiver<Request>) {
    for Request { question, answer_to } in rx {
        let _ = answer_to.send(question.to_uppercase());
    }
}
