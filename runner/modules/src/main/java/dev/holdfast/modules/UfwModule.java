package dev.holdfast.modules;

import dev.holdfast.engine.machine.Command;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.machine.Sh;
import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.engine.module.Rule;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `ufw`: Ubuntu's firewall. Needs `ufw`.
final class UfwModule implements Module {
  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of(
        "community.general",
        "ufw",
        ArgumentSpec.of(
                Argument.str("state").choices("enabled", "disabled", "reloaded", "reset"),
                Argument.str("default").aliases("policy").choices("allow", "deny", "reject"),
                Argument.str("logging").choices("full", "high", "low", "medium", "off", "on"),
                Argument.str("direction").choices("in", "incoming", "out", "outgoing", "routed"),
                Argument.bool("delete", false),
                Argument.bool("route", false),
                Argument.integer("insert"),
                Argument.str("insert_relative_to")
                    .or("zero")
                    .choices("zero", "first-ipv4", "last-ipv4", "first-ipv6", "last-ipv6"),
                Argument.str("rule").choices("allow", "deny", "limit", "reject"),
                Argument.str("interface").aliases("if"),
                Argument.str("interface_in").aliases("if_in"),
                Argument.str("interface_out").aliases("if_out"),
                Argument.bool("log", false),
                Argument.str("from_ip").or("any").aliases("from", "src"),
                Argument.str("from_port"),
                Argument.str("to_ip").or("any").aliases("dest", "to"),
                Argument.str("to_port").aliases("port"),
                Argument.str("proto")
                    .aliases("protocol")
                    .choices("ah", "any", "esp", "ipv6", "tcp", "udp", "gre", "igmp"),
                Argument.str("name").aliases("app"),
                Argument.str("comment"))
            .with(
                Rule.exclusive("name", "proto", "logging"),
                Rule.exclusive("direction", "interface_in"),
                Rule.exclusive("direction", "interface_out"),
                Rule.oneOf("state", "default", "rule", "logging"),
                Rule.by("interface", "direction")));
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    return new Work(invocation).run();
  }

  /// One call.
  private static final class Work {
    private static final Pattern LOGGING = Pattern.compile("Logging: (on|off)(?: \\(([a-z]+)\\))?");
    private static final Pattern DEFAULTS =
        Pattern.compile(
            "Default: (deny|allow|reject) \\(incoming\\), (deny|allow|reject) \\(outgoing\\),"
                + " (deny|allow|reject|disabled) \\(routed\\)");
    private static final Pattern VERSION =
        Pattern.compile("^ufw.+(\\d+)\\.(\\d+)(?:\\.(\\d+))?.*$", Pattern.MULTILINE);
    private static final String RULES =
        "grep -h '^### tuple' /lib/ufw/user.rules /lib/ufw/user6.rules /etc/ufw/user.rules"
            + " /etc/ufw/user6.rules /var/lib/ufw/user.rules /var/lib/ufw/user6.rules";
    private static final Pattern NUMBER = Pattern.compile("^\\[ *([0-9]+)\\] .*");
    private static final Pattern ADDRESS4 = Pattern.compile("(?:\\d{1,3}\\.){3}\\d{1,3}");
    private static final Pattern ADDRESS6 =
        Pattern.compile("[0-9a-fA-F]{0,4}:[0-9a-fA-F:]*:[0-9a-fA-F:.]*");

    private final Invocation invocation;
    private final Parameters arguments;
    private final Tools tools;
    private final String program;
    private final String grep;
    private final List<String> commands = new ArrayList<>();
    private boolean changed;

    Work(Invocation invocation) {
      this.invocation = invocation;
      this.arguments = invocation.arguments();
      this.tools = Tools.of(invocation);
      this.program = tools.must("ufw");
      this.grep = tools.must("grep");
    }

    ModuleResult run() {
      String before = execute(List.of(program, "status", "verbose"));
      String rules = rules();
      arguments.text("state").ifPresent(value -> state(value, before));
      arguments.text("default").ifPresent(value -> policy(value, before));
      arguments.text("rule").ifPresent(value -> rule(value, rules));
      arguments.text("logging").ifPresent(value -> logging(value, before));
      ListValue told = new ListValue();
      if (invocation.checkMode()) {
        commands.forEach(each -> told.items().add(Str.unsafe(each)));
        return ModuleResult.changed(changed).with("commands", told);
      }
      String after = execute(List.of(program, "status", "verbose"));
      changed = changed || !before.equals(after) || !rules.equals(rules());
      commands.forEach(each -> told.items().add(Str.unsafe(each)));
      return ModuleResult.changed(changed)
          .with("commands", told)
          .with("msg", after.stripTrailing());
    }

    private static String shown(List<String> words) {
      StringBuilder text = new StringBuilder();
      String last = "";
      for (String word : words) {
        boolean quoted = last.equals("app") || last.equals("comment");
        text.append(text.isEmpty() ? "" : " ").append(quoted ? "'" + word + "'" : word);
        last = word;
      }
      return text.toString();
    }

    private String execute(List<String> words) {
      commands.add(shown(words));
      Ran ran = tools.run(Command.of(words).with("LANG", "C"));
      if (!ran.ok()) {
        throw ModuleFailure.of(ran.errors().isEmpty() ? ran.text() : ran.errors())
            .with("commands", new ListValue(commands.stream().map(Str::unsafe).toList()));
      }
      return ran.text();
    }

    private String rules() {
      String line = RULES.replaceFirst("^grep", Matcher.quoteReplacement(Sh.quote(grep)));
      commands.add(line);
      return tools.run(Command.shell(line)).text();
    }

    private List<String> line(String... words) {
      List<String> all = new ArrayList<>(List.of(program));
      if (invocation.checkMode()) {
        all.add("--dry-run");
      }
      all.addAll(List.of(words));
      return all;
    }

    private void state(String value, String before) {
      changed |= value.startsWith("re");
      if (invocation.checkMode()) {
        boolean active = before.contains(" active");
        changed |= value.equals("disabled") ? active : value.equals("enabled") && !active;
        return;
      }
      String verb =
          switch (value) {
            case "enabled" -> "enable";
            case "disabled" -> "disable";
            case "reloaded" -> "reload";
            default -> "reset";
          };
      execute(line("-f", verb));
    }

    private void logging(String value, String before) {
      Matcher now = LOGGING.matcher(before);
      if (!now.find()) {
        changed = true;
      } else if (value.equals("off")) {
        changed |= !now.group(1).equals("off");
      } else {
        changed |=
            now.group(1).equals("off") || (!value.equals("on") && !value.equals(now.group(2)));
      }
      if (!invocation.checkMode()) {
        execute(line("logging", value));
      }
    }

    private void policy(String value, String before) {
      Optional<String> direction = arguments.text("direction");
      if (direction.filter(text -> text.equals("in") || text.equals("out")).isPresent()) {
        throw ModuleFailure.of(
            "For default, direction must be one of \"outgoing\", \"incoming\" and \"routed\", or direction must not be specified.");
      }
      if (!invocation.checkMode()) {
        List<String> words = line("default", value);
        direction.ifPresent(words::add);
        execute(words);
        return;
      }
      Matcher now = DEFAULTS.matcher(before);
      if (!now.find()) {
        changed = true;
        return;
      }
      String current =
          now.group(
              switch (direction.orElse("incoming")) {
                case "outgoing" -> 2;
                case "routed" -> 3;
                default -> 1;
              });
      changed |= !current.equals(value) && !current.equals("disabled");
    }

    private void rule(String value, String rules) {
      Optional<String> direction = arguments.text("direction");
      if (direction.filter(text -> !text.equals("in") && !text.equals("out")).isPresent()) {
        throw ModuleFailure.of(
            "For rules, direction must be one of \"in\" and \"out\", or direction must not be specified.");
      }
      if (!arguments.on("route")
          && arguments.has("interface_in")
          && arguments.has("interface_out")) {
        throw ModuleFailure.of("Only route rules can combine interface_in and interface_out");
      }
      List<String> words = line();
      flag(words, "route");
      flag(words, "delete");
      insertion().ifPresent(number -> words.addAll(List.of("insert", Long.toString(number))));
      words.add(value);
      direction.ifPresent(words::add);
      pair(words, "interface", "on");
      pair(words, "interface_in", "in", "on");
      pair(words, "interface_out", "out", "on");
      flag(words, "log");
      pair(words, "from_ip", "from");
      pair(words, "from_port", "port");
      pair(words, "to_ip", "to");
      pair(words, "to_port", "port");
      pair(words, "proto", "proto");
      pair(words, "name", "app");
      if (knowsComments()) {
        pair(words, "comment", "comment");
      }
      String said = execute(words);
      if (invocation.checkMode()) {
        changed |= wouldChange(rules, said);
      }
    }

    private void flag(List<String> words, String argument) {
      if (arguments.on(argument)) {
        words.add(argument);
      }
    }

    private void pair(List<String> words, String argument, String... before) {
      arguments
          .text(argument)
          .filter(text -> !text.isEmpty())
          .ifPresent(text -> {
            words.addAll(List.of(before));
            words.add(text);
          });
    }

    private boolean knowsComments() {
      Matcher version = VERSION.matcher(execute(List.of(program, "--version")));
      if (!version.find()) {
        throw ModuleFailure.of("Failed to get ufw version.");
      }
      return Integer.parseInt(version.group(1)) > 0 || Integer.parseInt(version.group(2)) >= 35;
    }

    private Optional<Long> insertion() {
      Optional<Long> insert = arguments.number("insert");
      String from = arguments.must("insert_relative_to");
      if (insert.isEmpty() || arguments.on("delete") || from.equals("zero")) {
        return insert.filter(_ -> !arguments.on("delete"));
      }
      long last = 0;
      long last4 = 0;
      boolean six = false;
      for (String line : tools.run(program, "status", "numbered").text().lines().toList()) {
        Matcher matcher = NUMBER.matcher(line);
        if (matcher.matches()) {
          long number = Long.parseLong(matcher.group(1));
          last = Math.max(last, number);
          six |= line.contains("(v6)");
          last4 = line.contains("(v6)") ? last4 : Math.max(last4, number);
        }
      }
      long base =
          switch (from) {
            case "last-ipv4" -> last4 > 0 ? last4 : 1;
            case "first-ipv6" -> last4 > 0 ? last4 + 1 : 1;
            case "last-ipv6" -> six ? last : last + 1;
            default -> 1;
          };
      long place = insert.get() + base;
      return place > last ? Optional.empty() : Optional.of(place);
    }

    private boolean wouldChange(String rules, String said) {
      List<String> lines = said.lines().toList();
      if (!lines.isEmpty() && lines.stream().allMatch(line -> line.contains("Skipping"))) {
        return false;
      }
      List<String> now = rules.lines().toList();
      List<String> then = lines.stream().filter(line -> line.startsWith("### tuple")).toList();
      Pattern kind =
          starts(ADDRESS4) ? ADDRESS4 : starts(ADDRESS6) ? ADDRESS6 : Pattern.compile("");
      return !having(kind, now).equals(having(kind, then));
    }

    private boolean starts(Pattern kind) {
      return kind.matcher(arguments.must("from_ip")).lookingAt()
          || kind.matcher(arguments.must("to_ip")).lookingAt();
    }

    private static List<String> having(Pattern kind, List<String> lines) {
      return lines.stream().filter(line -> kind.matcher(line).find()).toList();
    }
  }
}
