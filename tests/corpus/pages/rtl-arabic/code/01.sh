chronyc tracking | grep "System time"
