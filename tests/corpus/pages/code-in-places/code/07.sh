npm install nooks
