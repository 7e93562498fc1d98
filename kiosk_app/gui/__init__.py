"""The glass: what people see and touch. It decides nothing and asks no service; pages say what a person did."""
