package dev.holdfast.resources.playbook;

import static dev.holdfast.framework.schema.Attribute.computed;
import static dev.holdfast.framework.schema.Attribute.optional;

import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.schema.Presence;
import dev.holdfast.framework.schema.Rules;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.schema.Timeouts;
import dev.holdfast.framework.schema.Unset;
import dev.holdfast.framework.schema.Validators;
import dev.holdfast.framework.value.Type;
import dev.holdfast.resources.ssh.SshTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Every attribute of `holdfast_playbook`, each declared once.
final class PlaybookTable {

  private PlaybookTable() {}

  static final Timeouts TIMEOUTS =
      Timeouts.NONE
          .with(Timeouts.Call.CREATE, Duration.ofHours(1))
          .with(Timeouts.Call.READ, Duration.ofMinutes(10))
          .with(Timeouts.Call.UPDATE, Duration.ofHours(1))
          .with(Timeouts.Call.DELETE, Duration.ofHours(1));

  private static final List<Attribute> WHAT =
      List.of(
          optional("playbook", Type.STRING, "The playbook file to run.")
              .validated(Validators.notBlank()),
          optional(
                  "role",
                  Type.STRING,
                  "The folder of a role to run on all hosts, instead of a playbook.")
              .validated(Validators.notBlank()),
          optional(
                  "project",
                  Type.STRING,
                  "The folder whose files decide whether it runs again; the folder of the playbook or role when left "
                      + "out. `.git`, `.terraform` and Terraform's state files do not count.")
              .validated(Validators.notBlank()),
          optional(
              "role_paths",
              Type.listOf(Type.STRING),
              "Further folders with roles. Their files count as well. No folder of the user or the system is looked "
                  + "at otherwise, nor is an `ansible.cfg`."));

  private static final List<Attribute> HOST =
      List.of(
          SshTable.attribute(
              Presence.OPTIONAL,
              "How the host is reached; left out, it is the machine that Terraform runs on."),
          optional("groups", Type.setOf(Type.STRING), "Groups of the inventory."),
          optional(
              "vars",
              Type.mapOf(Type.STRING),
              "Variables of the host, as texts; `jsonencode` and the filter `from_json` carry lists and objects. They "
                  + "are kept in the state: secrets belong in `extra_vars_wo`."));

  private static final List<Attribute> WHERE =
      List.of(
          Attribute.nested(
              "hosts",
              Nesting.MAP,
              Presence.OPTIONAL,
              "The hosts by their names in the inventory.",
              HOST),
          optional(
              "inventory",
              Type.listOf(Type.STRING),
              "Inventory files or folders, whose variables say how their hosts are reached. Their files count as "
                  + "well."),
          optional("limit", Type.STRING, "A pattern of hosts, as `--limit` takes it."));

  private static final List<Attribute> HOW =
      List.of(
          optional(
              "extra_vars",
              Type.DYNAMIC,
              "Variables that beat all others, as an object. They are kept in the state."),
          optional(
                  "extra_vars_wo",
                  Type.DYNAMIC,
                  "The same for secrets: never kept. A change counts only with another `extra_vars_wo_version`.")
              .writeOnly(),
          optional(
              "extra_vars_wo_version",
              Type.STRING,
              "Any text; another one makes it run again with the `extra_vars_wo` of that moment."),
          optional("tags", Type.listOf(Type.STRING), "Only tasks with these tags."),
          optional("skip_tags", Type.listOf(Type.STRING), "No tasks with these tags."),
          optional("forks", Type.NUMBER, "On how many hosts to work at once; 50 when left out.")
              .validated(Validators.wholeNumber())
              .validated(Validators.between(1, 1000)),
          optional(
              "triggers",
              Type.mapOf(Type.STRING),
              "Anything that makes it run again when it changes, such as the id of a machine."),
          optional(
              "preview",
              Type.BOOL,
              "Whether a plan that would run it runs it in check mode first and tells, as a warning, what would "
                  + "change. Terraform plans again before it applies, so check mode runs twice."),
          optional(
              "on_destroy",
              Type.STRING,
              "A playbook of the project to run when the resource is destroyed, with the variables of the state. "
                  + "Nothing runs when left out."));

  private static final List<Attribute> RESULTS =
      List.of(
          computed("hash", Type.STRING, "What decided the last run: a sum over all of the above.")
              .unset(Unset.NEVER),
          computed(
                  "facts",
                  Type.DYNAMIC,
                  "What `set_fact` and `set_stats` set for each host, by its name. What tasks with `no_log` set is "
                      + "never among it.")
              .unset(Unset.NEVER),
          computed("stats", Type.DYNAMIC, "What `set_stats` set for the run.").unset(Unset.NEVER),
          TIMEOUTS.attribute());

  static final Schema SCHEMA =
      Schema.of(
              "A playbook or role that runs when it is created, and again whenever its files, hosts, variables or "
                  + "triggers change. A run that fails is repeated by the next apply.",
              join())
          .ruled(Rules.exactlyOneOf("playbook", "role"), Rules.atLeastOneOf("hosts", "inventory"));

  private static List<Attribute> join() {
    List<Attribute> all = new ArrayList<>(WHAT);
    all.addAll(WHERE);
    all.addAll(HOW);
    all.addAll(RESULTS);
    return all;
  }
}
