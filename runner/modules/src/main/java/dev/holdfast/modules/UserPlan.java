package dev.holdfast.modules;

import dev.holdfast.engine.machine.Account;
import dev.holdfast.engine.machine.Command;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.transport.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/// What has to be done to an account.
///
/// @param shadowTools whether there is `useradd` and its kin; else BusyBox' programs make and
///   remove accounts, and nothing can change one
/// @param group the entry of the wanted primary group
/// @param ownGroup whether there is a group of the account's name
/// @param groups the account's groups now
/// @param shadow its line in the shadow file, where it was read
record UserPlan(
    Parameters arguments,
    boolean shadowTools,
    Optional<Account> current,
    Optional<Account> group,
    boolean ownGroup,
    List<String> groups,
    String shadow) {

  private static final long DAY = 86400;

  private String name() {
    return arguments.must("name");
  }

  private static Step run(List<String> words) {
    return new Step.Run(Command.of(words), true);
  }

  List<Step> removal() {
    List<String> words = new ArrayList<>(List.of(shadowTools ? "userdel" : "deluser"));
    if (shadowTools && arguments.on("force")) {
      words.add("-f");
    }
    if (arguments.on("remove")) {
      words.add(shadowTools ? "-r" : "--remove-home");
    }
    words.add(name());
    return List.of(run(words));
  }

  private void requireGroups() {
    if (arguments.has("group") && group.isEmpty()) {
      throw ModuleFailure.of("Group %s does not exist".formatted(arguments.must("group")));
    }
  }

  private List<String> wantedGroups() {
    return arguments.texts("groups").stream()
        .map(String::strip)
        .filter(each -> !each.isEmpty())
        .toList();
  }

  List<Step> creation() {
    requireGroups();
    List<Step> steps = new ArrayList<>();
    steps.add(run(shadowTools ? useradd() : adduser()));
    if (!shadowTools) {
      wantedGroups().forEach(each -> steps.add(run(List.of("addgroup", name(), each))));
    }
    arguments.text("password").ifPresent(hash -> steps.add(password(hash)));
    if (arguments.on("password_lock")) {
      steps.add(
          run(List.of(shadowTools ? "usermod" : "passwd", shadowTools ? "-L" : "-l", name())));
    }
    aging().ifPresent(steps::add);
    return steps;
  }

  private void option(List<String> words, String flag, String argument) {
    arguments.text(argument).ifPresent(text -> words.addAll(List.of(flag, text)));
  }

  private List<String> useradd() {
    List<String> words = new ArrayList<>(List.of("useradd"));
    option(words, "-u", "uid");
    if (arguments.on("non_unique")) {
      words.add("-o");
    }
    if (arguments.has("group")) {
      words.addAll(List.of("-g", arguments.must("group")));
    } else if (ownGroup) {
      // It would be made too where USERGROUPS_ENAB is set, and is there already.
      words.add("-N");
    }
    if (arguments.has("groups") && !wantedGroups().isEmpty()) {
      words.addAll(List.of("-G", String.join(",", wantedGroups())));
    }
    option(words, "-c", "comment");
    option(words, "-d", "home");
    option(words, "-s", "shell");
    expiry().ifPresent(day -> words.addAll(List.of("-e", day)));
    if (arguments.on("create_home")) {
      words.add("-m");
      option(words, "-k", "skeleton");
      arguments.text("umask").ifPresent(mask -> words.addAll(List.of("-K", "UMASK=" + mask)));
    } else {
      words.add("-M");
    }
    if (arguments.on("system")) {
      words.add("-r");
    }
    words.add(name());
    return words;
  }

  private List<String> adduser() {
    List<String> words = new ArrayList<>(List.of("adduser", "-D"));
    option(words, "-u", "uid");
    arguments
        .text("group")
        .or(() -> ownGroup ? Optional.of(name()) : Optional.empty())
        .ifPresent(primary -> words.addAll(List.of("-G", primary)));
    option(words, "-g", "comment");
    option(words, "-h", "home");
    option(words, "-s", "shell");
    option(words, "-k", "skeleton");
    if (!arguments.on("create_home")) {
      words.add("-H");
    }
    if (arguments.on("system")) {
      words.add("-S");
    }
    words.add(name());
    return words;
  }

  /// The day after which the account is dead; empty text for never.
  private Optional<String> expiry() {
    return arguments
        .number("expires")
        .map(
            seconds -> seconds < 0 ? "" : java.time.LocalDate.ofEpochDay(seconds / DAY).toString());
  }

  private Step password(String hash) {
    return new Step.Run(
        Command.of("chpasswd", "-e").withInput(Payload.of(name() + ":" + hash + "\n")), true);
  }

  private String shadowField(int position) {
    String[] fields = shadow.split(":", -1);
    return position < fields.length ? fields[position] : "";
  }

  List<Step> changes() {
    requireGroups();
    List<String> words = new ArrayList<>(List.of("usermod"));
    Account account = current.orElseThrow();
    differing(words, "-u", "uid", account.field(2));
    if (words.contains("-u") && arguments.on("non_unique")) {
      words.add("-o");
    }
    group
        .filter(entry -> !Long.toString(entry.id()).equals(account.field(3)))
        .ifPresent(entry -> words.addAll(List.of("-g", Long.toString(entry.id()))));
    supplementary(words);
    differing(words, "-c", "comment", account.field(4));
    differing(words, "-d", "home", account.field(5));
    if (words.contains("-d") && arguments.on("move_home")) {
      words.add("-m");
    }
    differing(words, "-s", "shell", account.field(6));
    expires(words);
    lock(words);
    List<Step> steps = new ArrayList<>();
    if (words.size() > 1) {
      if (!shadowTools) {
        throw ModuleFailure.of("this machine has no usermod to change an account with")
            .with("name", name());
      }
      words.add(name());
      steps.add(run(words));
    }
    arguments
        .text("password")
        .filter(_ -> arguments.must("update_password").equals("always"))
        .filter(hash -> !shadowField(1).replaceFirst("^!", "").equals(hash.replaceFirst("^!", "")))
        .ifPresent(hash -> steps.add(password(hash)));
    aging().ifPresent(steps::add);
    return steps;
  }

  private void differing(List<String> words, String flag, String argument, String now) {
    arguments
        .text(argument)
        .filter(text -> !text.equals(now))
        .ifPresent(text -> words.addAll(List.of(flag, text)));
  }

  private void supplementary(List<String> words) {
    if (!arguments.has("groups")) {
      return;
    }
    TreeSet<String> wanted = new TreeSet<>(wantedGroups());
    TreeSet<String> now = new TreeSet<>(groups);
    now.remove("");
    if (arguments.on("append")) {
      wanted.removeAll(now);
      if (!wanted.isEmpty()) {
        words.addAll(List.of("-a", "-G", String.join(",", wanted)));
      }
      return;
    }
    // The primary group is no supplementary one; `id` names it first.
    if (!groups.isEmpty() && !wanted.contains(groups.getFirst())) {
      now.remove(groups.getFirst());
    }
    if (!now.equals(wanted)) {
      words.addAll(List.of("-G", String.join(",", wanted)));
    }
  }

  private void expires(List<String> words) {
    Optional<Long> wanted = arguments.number("expires");
    if (wanted.isEmpty()) {
      return;
    }
    String now = shadowField(7);
    String day = wanted.get() < 0 ? "" : String.format(Locale.ROOT, "%d", wanted.get() / DAY);
    boolean never = now.isEmpty() || now.startsWith("-");
    if (wanted.get() < 0 ? !never : !day.equals(now)) {
      words.addAll(List.of("-e", expiry().orElse("")));
    }
  }

  private void lock(List<String> words) {
    boolean locked = shadowField(1).startsWith("!");
    arguments
        .flag("password_lock")
        .filter(wanted -> wanted != locked)
        .ifPresent(wanted -> words.add(wanted ? "-L" : "-U"));
  }

  private Optional<Step> aging() {
    List<String> words = new ArrayList<>(List.of("chage"));
    arguments
        .text("password_expire_min")
        .filter(days -> !days.equals(shadowField(3)))
        .ifPresent(days -> words.addAll(List.of("-m", days)));
    arguments
        .text("password_expire_max")
        .filter(days -> !days.equals(shadowField(4)))
        .ifPresent(days -> words.addAll(List.of("-M", days)));
    if (words.size() == 1) {
      return Optional.empty();
    }
    words.add(name());
    return Optional.of(run(words));
  }
}
