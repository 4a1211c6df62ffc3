package dev.holdfast.bootstrap;

import dev.holdfast.language.json.JsonFormat;
import dev.holdfast.language.json.JsonWriter;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What there is to do on a machine. Made from a situation alone; a dry run prints the same.
///
/// @param steps in order; empty when the machine is what it is to be
public record NodePlan(List<Step> steps) {
  public NodePlan {
    steps = List.copyOf(steps);
  }

  /// One step.
  ///
  /// @param why what asks for it
  public record Step(String title, String why) {}

  public boolean isEmpty() {
    return steps.isEmpty();
  }

  /// Which of the machine's phases are needed, with the reason; the rest comes from [Work].
  record Work(
      List<Phase> machine,
      List<Repair> repairs,
      boolean init,
      boolean join,
      List<Phase> cluster,
      NodePlan plan) {}

  /// @param sums what each phase was given, by [#sums]
  static Work of(Situation situation, Map<String, String> sums) {
    List<Step> steps = new ArrayList<>();
    List<Phase> machine = needed(Phases.MACHINE, situation, sums, steps);
    List<Repair> repairs = Repair.of(situation);
    repairs.forEach(repair -> steps.add(new Step(repair.title(), "an interrupted run")));
    boolean init = Phases.INIT.needed().test(situation);
    boolean join = Phases.JOIN.needed().test(situation);
    if (init) {
      steps.add(new Step(Phases.INIT.title(), "no control plane has the cluster yet"));
    }
    if (join) {
      steps.add(new Step(Phases.JOIN.title(), "it is no node of the cluster"));
    }
    List<Phase> last = new ArrayList<>();
    if (situation.spec().mayCreate()) {
      last.add(Phases.NETWORK);
    }
    last.add(Phases.LABELS);
    List<Phase> cluster = new ArrayList<>(needed(last, situation, sums, steps));
    if (!steps.isEmpty() || Phases.VERIFY.needed().test(situation)) {
      cluster.add(Phases.VERIFY);
      steps.add(
          new Step(
              Phases.VERIFY.title(),
              steps.isEmpty() ? "the cluster says it is not" : "at the end"));
    }
    return new Work(machine, repairs, init, join, cluster, new NodePlan(steps));
  }

  private static List<Phase> needed(
      List<Phase> phases, Situation situation, Map<String, String> sums, List<Step> steps) {
    List<Phase> needed = new ArrayList<>();
    for (Phase phase : phases) {
      String noted = situation.machine().marker().text("steps", phase.name());
      boolean evidence = phase.needed().test(situation);
      boolean changed = !noted.equals(sums.getOrDefault(phase.name(), ""));
      if (evidence || changed) {
        needed.add(phase);
        steps.add(
            new Step(
                phase.title(),
                noted.isEmpty()
                    ? "not done yet"
                    : changed ? "its settings changed" : "the machine differs from what was left"));
      }
    }
    return needed;
  }

  /// What each phase is given, as sums: its inputs and what its role does.
  static Map<String, String> sums(NodeProject project, DictValue variables) {
    List<Phase> all = new ArrayList<>(Phases.MACHINE);
    all.add(Phases.NETWORK);
    all.add(Phases.LABELS);
    Map<String, String> sums = new LinkedHashMap<>();
    for (Phase phase : all) {
      DictValue given = new DictValue();
      variables.entries().entrySet().stream()
          .filter(entry -> phase.inputs().stream().anyMatch(Text.str(entry.getKey())::startsWith))
          .forEach(entry -> given.put(entry.getKey(), entry.getValue()));
      given.put("role", Str.of(project.sum(phase.name())));
      sums.put(
          phase.name(),
          NodeProject.sumOf(JsonWriter.write(given, JsonFormat.PLAIN.withSortKeys(true))));
    }
    return sums;
  }
}
