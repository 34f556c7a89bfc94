FLASK_APP=devket.app
