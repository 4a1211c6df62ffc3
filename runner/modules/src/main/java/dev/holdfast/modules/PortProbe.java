package dev.holdfast.modules;

import dev.holdfast.engine.machine.Command;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.ModuleFailure;
import java.util.List;

/// Connections from a machine to a port, made by what is there: bash, which can by itself, or `nc`
/// in any of its kinds.
final class PortProbe {
  private static final int NOTHING = 97;

  /// Some `nc` know no `-z`; for them a connection is one that stays open or ends well.
  private static final String CONNECT =
      """
      if command -v bash >/dev/null 2>&1; then
      exec timeout "$3" bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$1" "$2" 2>/dev/null
      elif command -v nc >/dev/null 2>&1; then
      case $(nc -h 2>&1; nc --help 2>&1) in *-*z*) exec nc -z -w "$3" "$1" "$2" </dev/null >/dev/null 2>&1;; esac
      exec nc -w "$3" "$1" "$2" </dev/null >/dev/null 2>&1
      else exit 97; fi
      """;

  private static final String LISTEN =
      """
      if command -v bash >/dev/null 2>&1; then
      exec timeout "$3" bash -c 'exec 3<>"/dev/tcp/$0/$1" && exec cat <&3' "$1" "$2" 2>/dev/null
      elif command -v nc >/dev/null 2>&1; then
      sleep "$3" | timeout "$3" nc "$1" "$2" 2>/dev/null
      else exit 97; fi
      """;

  private PortProbe() {}

  /// Whether a connection is made within some seconds.
  static Ran connect(Invocation invocation, String host, long port, long seconds) {
    return ask(invocation, CONNECT, host, port, seconds);
  }

  /// What the other side says by itself within some seconds.
  static Ran listen(Invocation invocation, String host, long port, long seconds) {
    return ask(invocation, LISTEN, host, port, seconds);
  }

  private static Ran ask(
      Invocation invocation, String script, String host, long port, long seconds) {
    Probe.Query query =
        new Probe.Query(
            Command.of(
                List.of(
                    "/bin/sh",
                    "-c",
                    script,
                    "sh",
                    host,
                    Long.toString(port),
                    Long.toString(Math.max(1, seconds)))));
    Ran ran = invocation.machine().ask(query).of(query);
    if (ran.status() == NOTHING) {
      throw ModuleFailure.of(
          "wait_for needs bash or nc on the machine to try the port %d of %s"
              .formatted(port, host));
    }
    return ran;
  }
}
