"""The glass: what people see and touch. It decides nothing and asks no service; pages say what a person did."""

GLANCE_OPTION = (
    "--glance-at-qt"  # a frozen program, which is its own Python, tells of Qt and the screens when told this
)
