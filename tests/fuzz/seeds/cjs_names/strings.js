exports['\x41\u{1f600}\ud83d\ude00\n'] = exports["\101\
"] = 1;
