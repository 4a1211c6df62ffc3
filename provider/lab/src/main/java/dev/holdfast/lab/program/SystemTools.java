package dev.holdfast.lab.program;

import dev.holdfast.engine.machine.Ran;
import dev.holdfast.lab.machine.Call;
import dev.holdfast.lab.machine.Ends;
import dev.holdfast.lab.machine.Identity;
import dev.holdfast.lab.machine.Program;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Programs that tell what the machine is and who asks.
final class SystemTools {
  private SystemTools() {}

  static Map<String, Program> programs() {
    return Map.ofEntries(
        Map.entry("true", _ -> Ends.ok()),
        Map.entry("false", _ -> Ends.of(1, "", "")),
        Map.entry("echo", call -> Ends.ok(String.join(" ", call.arguments()) + "\n")),
        Map.entry("pwd", call -> Ends.ok(call.directory() + "\n")),
        Map.entry("printenv", SystemTools::printenv),
        Map.entry("env", SystemTools::env),
        Map.entry("date", SystemTools::date),
        Map.entry("id", SystemTools::id),
        Map.entry("whoami", call -> Ends.ok(call.who().name() + "\n")),
        Map.entry("uname", SystemTools::uname),
        Map.entry("hostname", SystemTools::hostname),
        Map.entry("getent", SystemTools::getent),
        Map.entry("sleep", _ -> Ends.ok()));
  }

  private static Ran printenv(Call call) {
    Optional<String> value =
        call.operands().stream().findFirst().map(name -> call.environment().getOrDefault(name, ""));
    return value
        .map(text -> text.isEmpty() ? Ends.of(1, "", "") : Ends.ok(text + "\n"))
        .orElseGet(() -> Ends.ok(variables(call)));
  }

  private static String variables(Call call) {
    return call.environment().entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
        .collect(Collectors.joining());
  }

  private static Ran env(Call call) {
    return call.arguments().isEmpty()
        ? Ends.ok(variables(call))
        : Ends.notSimulated("env with arguments");
  }

  /// The formats that modules and playbooks ask for.
  private static Ran date(Call call) {
    ZonedDateTime now = call.files().now().atZone(ZoneOffset.UTC);
    String format =
        call.arguments().stream().filter(word -> word.startsWith("+")).findFirst().orElse("");
    return switch (format) {
      case "+%s" -> Ends.ok(now.toEpochSecond() + "\n");
      case "+%Y-%m-%dT%H:%M:%S" -> Ends.ok(now.toLocalDateTime().withNano(0) + "\n");
      default -> Ends.notSimulated("date " + format);
    };
  }

  private static Ran id(Call call) {
    Optional<Identity> who =
        call.operands().isEmpty()
            ? Optional.of(call.who())
            : call.machine().accounts().identity(call.operands().getFirst());
    if (who.isEmpty()) {
      return Ends.failed(1, "id: '%s': no such user\n".formatted(call.operands().getFirst()));
    }
    Identity found = who.get();
    if (call.has("-u")) {
      return Ends.ok((call.has("-n") ? found.name() : Long.toString(found.uid())) + "\n");
    }
    if (call.has("-un")) {
      return Ends.ok(found.name() + "\n");
    }
    if (call.has("-g")) {
      return Ends.ok(found.gid() + "\n");
    }
    return Ends.ok(line(call, found));
  }

  static String line(Call call, Identity who) {
    String groups =
        who.groups().stream()
            .sorted()
            .map(group -> "%d(%s)".formatted(group, groupName(call, group)))
            .collect(Collectors.joining(","));
    return "uid=%d(%s) gid=%d(%s) groups=%s\n"
        .formatted(who.uid(), who.name(), who.gid(), groupName(call, who.gid()), groups);
  }

  private static String groupName(Call call, long group) {
    return call.machine().accounts().groupName(group).orElse(Long.toString(group));
  }

  private static Ran uname(Call call) {
    String letters =
        call.arguments().isEmpty() ? "s" : call.arguments().getFirst().replace("-", "");
    StringBuilder out = new StringBuilder();
    for (char letter : (letters.equals("a") ? "snrvm" : letters).toCharArray()) {
      out.append(out.isEmpty() ? "" : " ").append(part(call, letter));
    }
    return Ends.ok(out + "\n");
  }

  private static String part(Call call, char letter) {
    String kernel = "/proc/sys/kernel/";
    return switch (letter) {
      case 's' -> read(call, kernel + "ostype");
      case 'n' -> read(call, kernel + "hostname");
      case 'r' -> read(call, kernel + "osrelease");
      case 'v' -> read(call, kernel + "version");
      case 'm' -> read(call, kernel + "arch");
      default -> "unknown";
    };
  }

  static String read(Call call, String path) {
    return call.files().maybe(path).map(String::strip).orElse("");
  }

  private static Ran hostname(Call call) {
    String name = read(call, "/proc/sys/kernel/hostname");
    List<String> operands = call.operands();
    if (!operands.isEmpty()) {
      call.files().write("/proc/sys/kernel/hostname", operands.getFirst() + "\n");
      return Ends.ok();
    }
    return Ends.ok((call.has("-s") ? name.replaceFirst("\\..*", "") : name) + "\n");
  }

  private static Ran getent(Call call) {
    List<String> operands = call.operands();
    if (operands.size() != 2 || !List.of("passwd", "group").contains(operands.getFirst())) {
      return Ends.notSimulated("getent " + String.join(" ", operands).toLowerCase(Locale.ROOT));
    }
    return call.machine()
        .accounts()
        .line(operands.getFirst(), operands.getLast())
        .map(line -> Ends.ok(line + "\n"))
        .orElseGet(() -> Ends.of(2, "", ""));
  }
}
