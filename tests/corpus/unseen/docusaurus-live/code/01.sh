npm install @kestrel/countdown
