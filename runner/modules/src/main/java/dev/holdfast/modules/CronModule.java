package dev.holdfast.modules;

import dev.holdfast.engine.machine.Command;
import dev.holdfast.engine.machine.Outcomes;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.engine.module.Rule;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.transport.Payload;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// `cron`: jobs and variables of a user's crontab or a file of `/etc/cron.d`. Needs `crontab`; a
/// new table goes to it over standard input.
final class CronModule implements Module {
  private static final String[] FIELDS = {"minute", "hour", "day", "month", "weekday"};

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.builtin(
        "cron",
        ArgumentSpec.of(
                Argument.str("name").must(),
                Argument.str("user"),
                Argument.str("job").aliases("value"),
                Argument.path("cron_file"),
                Argument.str("state").or("present").choices("present", "absent"),
                Argument.bool("backup", false),
                Argument.str("minute").or("*"),
                Argument.str("hour").or("*"),
                Argument.str("day").or("*").aliases("dom"),
                Argument.str("month").or("*"),
                Argument.str("weekday").or("*").aliases("dow"),
                Argument.str("special_time")
                    .choices(
                        "reboot", "yearly", "annually", "monthly", "weekly", "daily", "hourly"),
                Argument.bool("disabled", false),
                Argument.bool("env", false),
                Argument.str("insertafter"),
                Argument.str("insertbefore"))
            .with(Rule.exclusive("insertafter", "insertbefore")));
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    return new Work(invocation).run();
  }

  /// One table and what becomes of it.
  private static final class Work {
    private final Invocation invocation;
    private final Parameters arguments;
    private final Optional<String> path;
    private final List<String> warnings = new ArrayList<>();
    private final String program;

    Work(Invocation invocation) {
      this.invocation = invocation;
      this.arguments = invocation.arguments();
      this.path =
          arguments
              .text("cron_file")
              .filter(text -> !text.isEmpty())
              .map(text -> text.startsWith("/") ? text : "/etc/cron.d/" + text);
      refuseFile();
      this.program = Tools.of(invocation).must("crontab");
    }

    private void refuseFile() {
      arguments
          .text("cron_file")
          .filter(text -> !text.isEmpty())
          .ifPresent(text -> {
            if (text.equals("/etc/crontab")) {
              throw ModuleFailure.of(
                  "Will not manage /etc/crontab via cron_file, see documentation.");
            }
            String base = Paths.base(text);
            if (!base.matches("[A-Za-z0-9_-]+")) {
              warnings.add(
                  ("Filename portion of cron_file (\"%s\") should consist solely of upper- and"
                          + " lower-case letters, digits, underscores, and hyphens")
                      .formatted(base));
            }
          });
    }

    ModuleResult run() {
      Optional<FileText> file = path.map(each -> FileText.read(invocation.machine(), each));
      String existing = file.map(FileText::text).orElseGet(this::userTable);
      CronTable table = path.isPresent() ? CronTable.ofFile(existing) : CronTable.ofUser(existing);
      refuse();
      Optional<String> backup = backup(table);
      boolean changed = arguments.on("env") ? environment(table) : job(table);
      boolean removal =
          changed && file.isPresent() && !arguments.on("env") && !present() && table.isEmpty();
      if (removal) {
        return removed(file.get(), table);
      }
      boolean unended =
          !table.existing().isEmpty()
              && !table.existing().endsWith("\n")
              && !table.existing().endsWith("\r");
      return finish(file, table, changed || unended, backup);
    }

    private boolean present() {
      return arguments.must("state").equals("present");
    }

    /// The user's option is left out for oneself, who may have no right to name a user.
    private List<String> crontab(String last) {
      List<String> words = new ArrayList<>();
      words.add(program);
      arguments
          .text("user")
          .filter(user -> !user.isEmpty() && !user.equals(myself()))
          .ifPresent(user -> words.addAll(List.of("-u", user)));
      words.add(last);
      return words;
    }

    private String myself() {
      Probe.Query query = Probe.Query.of("id", "-un");
      return invocation.machine().ask(query).of(query).text().strip();
    }

    private String userTable() {
      Ran ran = Tools.of(invocation).run(crontab("-l"));
      if (ran.status() > 1) {
        throw ModuleFailure.of("Unable to read crontab: " + ran.errors().strip());
      }
      return new String(ran.out().toArray(), StandardCharsets.ISO_8859_1);
    }

    private void refuse() {
      boolean timed =
          java.util.Arrays.stream(FIELDS).anyMatch(each -> !arguments.must(each).equals("*"));
      if (arguments.has("special_time") && timed) {
        throw ModuleFailure.of("You must specify time and date fields or special time.");
      }
      if (!present()) {
        return;
      }
      if (path.isPresent() && !arguments.has("user")) {
        throw ModuleFailure.of("To use cron_file=... parameter you must specify user=... as well");
      }
      if (!arguments.has("job")) {
        throw ModuleFailure.of("You must specify 'job' to install a new cron job or variable");
      }
      if ((arguments.has("insertafter") || arguments.has("insertbefore")) && !arguments.on("env")) {
        throw ModuleFailure.of(
            "Insertafter and insertbefore parameters are valid only with env=yes");
      }
    }

    private Optional<String> backup(CronTable table) {
      if (!arguments.on("backup") || invocation.checkMode()) {
        return Optional.empty();
      }
      String name =
          "/tmp/crontab" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36);
      invocation
          .machine()
          .apply(
              new Step.Write(
                  name,
                  Payload.of(table.render().getBytes(StandardCharsets.ISO_8859_1)),
                  Step.Access.mode(0600),
                  Optional.empty(),
                  false));
      return Optional.of(name);
    }

    private boolean environment(CronTable table) {
      String name = arguments.must("name");
      if (name.contains(" ")) {
        throw ModuleFailure.of("Invalid name for environment variable");
      }
      String line =
          "%s=\"%s\""
              .formatted(
                  TextEdit.bytes(name), TextEdit.bytes(arguments.text("job").orElse("None")));
      return present()
          ? table.setVariable(
              TextEdit.bytes(name),
              line,
              arguments.text("insertafter").map(TextEdit::bytes),
              arguments.text("insertbefore").map(TextEdit::bytes))
          : table.removeVariable(TextEdit.bytes(name));
    }

    private boolean job(CronTable table) {
      String name = TextEdit.bytes(arguments.must("name"));
      if (!present()) {
        return table.removeJob(name);
      }
      String job = arguments.must("job").replaceAll("^[\\r\\n]+|[\\r\\n]+$", "");
      if (job.contains("\r") || job.contains("\n")) {
        warnings.add("Job should not contain line breaks");
      }
      return table.setJob(name, TextEdit.bytes(line(job)));
    }

    private String line(String job) {
      String time =
          arguments
              .text("special_time")
              .map(word -> "@" + word)
              .orElseGet(() ->
                  String.join(" ", java.util.Arrays.stream(FIELDS).map(arguments::must).toList()));
      return (arguments.on("disabled") ? "#" : "")
          + time
          + " "
          + (path.isPresent() ? arguments.must("user") + " " : "")
          + job;
    }

    private DictValue diff(CronTable table, String after, String header) {
      DictValue diff = new DictValue();
      diff.put("before", Str.unsafe(TextEdit.shown(table.existing())));
      diff.put("before_header", Str.unsafe(label()));
      diff.put("after", Str.unsafe(TextEdit.shown(after)));
      diff.put("after_header", Str.unsafe(header));
      return diff;
    }

    private String label() {
      return path.orElseGet(() ->
          arguments
              .text("user")
              .filter(user -> !user.isEmpty())
              .map("crontab for user \"%s\""::formatted)
              .orElse("crontab"));
    }

    private ModuleResult removed(FileText file, CronTable table) {
      if (!invocation.checkMode()) {
        invocation.machine().apply(new Step.Remove(file.path()));
      }
      return ModuleResult.changed(file.exists())
          .with("cron_file", arguments.must("cron_file"))
          .with("state", "absent")
          .with("diff", invocation.diffMode() ? diff(table, "", "/dev/null") : new DictValue());
    }

    private ModuleResult finish(
        Optional<FileText> file, CronTable table, boolean changed, Optional<String> backup) {
      if (changed && !invocation.checkMode()) {
        write(file, table.render());
      }
      ModuleResult result =
          ModuleResult.changed(changed)
              .with("jobs", table.jobs().stream().map(TextEdit::shown).toList())
              .with("envs", table.variables().stream().map(TextEdit::shown).toList())
              .warning(warnings);
      if (changed && invocation.diffMode()) {
        result = result.with("diff", diff(table, table.render(), label()));
      }
      if (backup.isPresent() && !changed) {
        invocation.machine().apply(new Step.Remove(backup.get()));
      }
      return result
          .with("backup_file", backup.filter(_ -> changed))
          .with("cron_file", arguments.text("cron_file").filter(text -> !text.isEmpty()));
    }

    private void write(Optional<FileText> file, String text) {
      Step step =
          file.map(each -> each.write(text, Step.Access.mode(0644)))
              .orElseGet(() ->
                  new Step.Run(
                      Command.of(crontab("-"))
                          .withInput(Payload.of(text.getBytes(StandardCharsets.ISO_8859_1))),
                      true));
      Outcomes outcomes = invocation.machine().apply(step);
      outcomes
          .failure()
          .ifPresent(ran -> {
            throw ModuleFailure.of(ran.errors());
          });
    }
  }
}
