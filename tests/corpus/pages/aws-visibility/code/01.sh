aws sqs change-message-visibility \
    --queue-url "$QUEUE" \
    --receipt-handle "$HANDLE" \
    --visibility-timeout 300
