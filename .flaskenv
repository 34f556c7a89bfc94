FLASK_APP=devket
