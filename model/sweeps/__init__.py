"""Sweeps: any numbers × policies × seeds, on processes or a cluster, resumed where they stopped.

An experiment says what is varied (`experiment`), a design places the points (`design`), a study
numbers the runs and parts them into tasks (`storms`, `functions`), an engine does the tasks
(`local`, `cluster`), a store keeps what is finished (`store`), and `sweep` joins them.
"""
