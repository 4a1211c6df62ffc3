package dev.holdfast.modules;

import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The words of one rule of `iptables`, in the order in which Ansible gives them.
final class IptablesRule {
  static final List<Argument> ARGUMENTS =
      List.of(
          Argument.str("protocol"),
          Argument.str("wait"),
          Argument.str("source"),
          Argument.str("to_source"),
          Argument.str("destination"),
          Argument.str("to_destination"),
          Argument.list("match").or(new ListValue()),
          Argument.dict("tcp_flags")
              .withOptions(ArgumentSpec.of(Argument.list("flags"), Argument.list("flags_set"))),
          Argument.str("jump"),
          Argument.str("gateway"),
          Argument.str("log_prefix"),
          Argument.str("log_level")
              .choices(
                  "0", "1", "2", "3", "4", "5", "6", "7", "emerg", "alert", "crit", "error",
                  "warning", "notice", "info", "debug"),
          Argument.str("goto"),
          Argument.str("in_interface"),
          Argument.str("out_interface"),
          Argument.str("fragment"),
          Argument.str("set_counters"),
          Argument.str("source_port"),
          Argument.str("destination_port"),
          Argument.list("destination_ports").or(new ListValue()),
          Argument.str("to_ports"),
          Argument.str("set_dscp_mark"),
          Argument.str("set_dscp_mark_class"),
          Argument.str("comment"),
          Argument.list("ctstate").or(new ListValue()),
          Argument.str("src_range"),
          Argument.str("dst_range"),
          Argument.str("match_set"),
          Argument.str("match_set_flags").choices("src", "dst", "src,dst", "dst,src"),
          Argument.str("limit"),
          Argument.str("limit_burst"),
          Argument.str("uid_owner"),
          Argument.str("gid_owner"),
          Argument.str("reject_with"),
          Argument.str("icmp_type"),
          Argument.str("syn").or("ignore").choices("ignore", "match", "negate"));

  private final Parameters arguments;
  private final List<String> words = new ArrayList<>();

  private IptablesRule(Parameters arguments) {
    this.arguments = arguments;
  }

  static List<String> words(Parameters arguments) {
    IptablesRule rule = new IptablesRule(arguments);
    rule.target();
    rule.places();
    rule.matches();
    rule.limits();
    return List.copyOf(rule.words);
  }

  private boolean given(String name) {
    return arguments.text(name).filter(text -> !text.isEmpty()).isPresent();
  }

  private boolean matching(String module) {
    return arguments.texts("match").contains(module);
  }

  /// A leading `!` turns the meaning of an option around.
  private void option(String flag, Optional<String> value) {
    value.ifPresent(text -> {
      if (text.startsWith("!")) {
        words.addAll(List.of("!", flag, text.substring(1)));
      } else {
        words.addAll(List.of(flag, text));
      }
    });
  }

  private void option(String flag, String argument) {
    option(flag, arguments.text(argument));
  }

  private void list(String flag, String argument) {
    if (!arguments.texts(argument).isEmpty()) {
      words.addAll(List.of(flag, String.join(",", arguments.texts(argument))));
    }
  }

  private void match(boolean wanted, String module) {
    if (wanted) {
      words.addAll(List.of("-m", module));
    }
  }

  private void target() {
    if (given("wait")) {
      words.addAll(List.of("-w", arguments.must("wait")));
    }
    option("-p", "protocol");
    option("-s", "source");
    option("-d", "destination");
    arguments.texts("match").forEach(each -> option("-m", Optional.of(each)));
    var flags = arguments.members("tcp_flags");
    if (flags.get("flags") instanceof ListValue all
        && flags.get("flags_set") instanceof ListValue set) {
      words.addAll(List.of("--tcp-flags", joined(all), joined(set)));
    }
    option("-j", "jump");
    if (arguments
        .text("jump")
        .filter(jump -> jump.toLowerCase(Locale.ROOT).equals("tee"))
        .isPresent()) {
      option("--gateway", "gateway");
    }
    option("--log-prefix", "log_prefix");
    option("--log-level", "log_level");
    option("--to-destination", "to_destination");
  }

  private static String joined(ListValue list) {
    return String.join(",", list.items().stream().map((Value each) -> Text.str(each)).toList());
  }

  private void places() {
    match(!arguments.texts("destination_ports").isEmpty(), "multiport");
    list("--dports", "destination_ports");
    option("--to-source", "to_source");
    option("-g", "goto");
    option("-i", "in_interface");
    option("-o", "out_interface");
    option("-f", "fragment");
    option("-c", "set_counters");
    option("--source-port", "source_port");
    option("--destination-port", "destination_port");
    option("--to-ports", "to_ports");
    option("--set-dscp", "set_dscp_mark");
    option("--set-dscp-class", "set_dscp_mark_class");
    switch (arguments.must("syn")) {
      case "match" -> words.add("--syn");
      case "negate" -> words.addAll(List.of("!", "--syn"));
      default -> {}
    }
  }

  private void matches() {
    if (matching("conntrack")) {
      list("--ctstate", "ctstate");
    } else if (matching("state")) {
      list("--state", "ctstate");
    } else {
      match(!arguments.texts("ctstate").isEmpty(), "conntrack");
      list("--ctstate", "ctstate");
    }
    match(!matching("iprange") && (given("src_range") || given("dst_range")), "iprange");
    option("--src-range", "src_range");
    option("--dst-range", "dst_range");
    if (matching("set") || given("match_set")) {
      match(!matching("set"), "set");
      option("--match-set", "match_set");
      arguments.text("match_set_flags").ifPresent(words::add);
    }
  }

  private void limits() {
    match(given("limit") || given("limit_burst"), "limit");
    option("--limit", "limit");
    option("--limit-burst", "limit_burst");
    match(given("uid_owner"), "owner");
    option("--uid-owner", "uid_owner");
    match(given("gid_owner"), "owner");
    option("--gid-owner", "gid_owner");
    if (!arguments.has("jump") && given("reject_with")) {
      words.addAll(List.of("-j", "REJECT"));
    }
    option("--reject-with", "reject_with");
    option(
        arguments.must("ip_version").equals("ipv4") ? "--icmp-type" : "--icmpv6-type", "icmp_type");
    match(given("comment"), "comment");
    option("--comment", "comment");
  }
}
