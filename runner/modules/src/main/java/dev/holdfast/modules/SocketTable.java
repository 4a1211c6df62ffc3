package dev.holdfast.modules;

import dev.holdfast.engine.machine.Answers;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.Parameters;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The TCP connections of a machine, as the kernel's tables `/proc/net/tcp` and `tcp6` have them.
record SocketTable(Invocation invocation) {
  /// The kernel's numbers of the states that count as active.
  static final Map<String, String> STATES = new LinkedHashMap<>();

  static {
    STATES.put("ESTABLISHED", "01");
    STATES.put("FIN_WAIT1", "04");
    STATES.put("FIN_WAIT2", "05");
    STATES.put("SYN_RECV", "03");
    STATES.put("SYN_SENT", "02");
    STATES.put("TIME_WAIT", "06");
  }

  private static final String ANY4 = "00000000";
  private static final String MAPPED = "0000000000000000FFFF0000";

  /// How many active connections the task's port has.
  int connections() {
    Parameters arguments = invocation.arguments();
    List<String> names = new ArrayList<>(List.of(arguments.must("host")));
    names.addAll(arguments.texts("exclude_hosts"));
    List<Probe> probes =
        new ArrayList<>(
            List.of(new Probe.ReadFile("/proc/net/tcp"), new Probe.ReadFile("/proc/net/tcp6")));
    names.stream().filter(name -> !isAddress(name)).forEach(name -> probes.add(resolution(name)));
    Answers answers = invocation.machine().ask(probes);
    Set<String> own = addresses(names.getFirst(), answers);
    Set<String> others =
        names.stream()
            .skip(1)
            .flatMap(name -> addresses(name, answers).stream())
            .collect(Collectors.toSet());
    String port = String.format(Locale.ROOT, "%04X", arguments.number("port").orElse(0L));
    Set<String> states =
        arguments.texts("active_connection_states").stream()
            .map(STATES::get)
            .collect(Collectors.toSet());
    return (int)
        List.of("/proc/net/tcp", "/proc/net/tcp6").stream()
            .flatMap(path -> rows(answers, path).stream())
            .filter(row ->
                states.contains(row[3])
                    && row[1].endsWith(":" + port)
                    && !others.contains(address(row[2]))
                    && counts(address(row[1]), own))
            .count();
  }

  private static List<String[]> rows(Answers answers, String path) {
    return answers
        .content(new Probe.ReadFile(path))
        .map(bytes ->
            bytes
                .text()
                .lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(row -> row.length > 3 && row[1].contains(":"))
                .toList())
        .orElse(List.of());
  }

  private static String address(String field) {
    return field.substring(0, field.indexOf(':'));
  }

  /// A wanted address of all zeros stands for every address of its kind.
  private static boolean counts(String local, Set<String> own) {
    String any = "0".repeat(local.length());
    return own.contains(local)
        || own.contains(any)
        || (local.startsWith(MAPPED) && own.contains(MAPPED + ANY4));
  }

  private static boolean isAddress(String name) {
    return name.matches("[0-9.]+") || name.contains(":");
  }

  private static Probe.Query resolution(String name) {
    return Probe.Query.of("getent", "ahosts", name);
  }

  private static Set<String> addresses(String name, Answers answers) {
    Set<String> all = new HashSet<>();
    if (isAddress(name)) {
      add(all, name);
    } else {
      answers
          .of(resolution(name))
          .text()
          .lines()
          .map(line -> line.split("\\s+")[0])
          .forEach(address -> add(all, address));
    }
    if (all.isEmpty()) {
      throw ModuleFailure.of("[Errno -2] Name or service not known: " + name);
    }
    return all;
  }

  /// Words of four bytes, each in the machine's (little-endian) order.
  private static void add(Set<String> all, String literal) {
    try {
      byte[] bytes = InetAddress.getByName(literal).getAddress();
      StringBuilder hex = new StringBuilder();
      for (int word = 0; word < bytes.length; word += 4) {
        for (int i = 3; i >= 0; i--) {
          hex.append(String.format(Locale.ROOT, "%02X", bytes[word + i]));
        }
      }
      all.add(hex.toString());
      if (bytes.length == 4) {
        all.add(MAPPED + hex);
      }
    } catch (UnknownHostException problem) {
      throw ModuleFailure.of("[Errno -2] Name or service not known: " + literal);
    }
  }
}
