"""The command line: parse, call, show; no rule lives here.

Each command is one file of this room. They are named here and loaded on first use, so that ``tongchou --help`` and
tab-completion stay quick however heavy a command's libraries are.
"""

from tongchou.cli.group import Commands

main = Commands(
    name="tongchou",
    help="统筹 Tongchou: run an urban-rural integration programme as one closed loop. 每个数都能说明自己。",
    files={
        "evaluate": "tongchou.cli.evaluate:evaluate",
        "read": "tongchou.cli.read:read",
        "decide": "tongchou.cli.decide:decide",
        "conceal": "tongchou.cli.conceal:conceal",
        "map": "tongchou.cli.map:map_group",
        "serve": "tongchou.cli.serve:serve",
        "backup": "tongchou.cli.office:backup",
        "restore": "tongchou.cli.office:restore",
        "audit": "tongchou.cli.office:audit",
        "new": "tongchou.cli.pack:new",
        "check": "tongchou.cli.pack:check",
        "pack": "tongchou.cli.pack:pack",
        "run": "tongchou.cli.run:run",
        "explain": "tongchou.cli.run:explain",
        "assess": "tongchou.cli.run:assess",
        "report": "tongchou.cli.report:report",
    },
)
