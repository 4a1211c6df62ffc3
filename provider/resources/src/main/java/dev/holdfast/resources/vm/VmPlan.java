package dev.holdfast.resources.vm;

import dev.holdfast.framework.schema.ManagedPaths;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.resources.pve.ConfigChange;
import dev.holdfast.resources.pve.WireWriter;
import dev.holdfast.resources.tree.Trees;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Decides what has to be done to bring a machine to its plan; does nothing itself.
final class VmPlan {

  private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(60);
  private static final List<Path> SLOT_MAPS =
      List.of(Path.of("disks"), Path.of("network"), Path.of("cloud_init", "addresses"));

  private VmPlan() {}

  /// What one decision is made from.
  ///
  /// @param prior the object that the plan started from
  /// @param password the hashed password to set, if it is to be set
  /// @param managed what the last apply managed: other slots are released, not removed
  record Situation(
      Value.Obj prior,
      Value.Obj planned,
      VmLive live,
      Optional<String> password,
      ManagedPaths managed) {}

  /// The steps from the live machine to the plan, in order; none when it is as planned.
  static List<VmStep> steps(Situation situation) {
    Value.Obj planned = situation.planned();
    VmLive live = situation.live();
    List<VmStep> steps = new ArrayList<>();
    pool(situation).ifPresent(steps::add);
    ConfigChange change = configChange(situation);
    if (!change.isEmpty() || !change.conflicts().isEmpty()) {
      steps.add(new VmStep.Configure(change));
    }
    steps.addAll(
        VmDisks.steps(released(situation.prior(), planned, situation.managed()), planned, live));
    power(planned, live, !steps.isEmpty()).ifPresent(steps::add);
    return steps;
  }

  /// All parameters that make the machine as planned with one call.
  static Map<String, String> createParameters(Value.Obj planned, Optional<String> password) {
    Map<String, String> parameters =
        new LinkedHashMap<>(WireWriter.create(VmTable.TABLE, planned, VmDisks::newDisk));
    cloudInit(planned)
        .ifPresent(cloudInit ->
            VmValues.text(cloudInit, "storage")
                .ifPresent(
                    storage -> parameters.put(slot(cloudInit, Optional.empty()), drive(storage))));
    password.ifPresent(hash -> parameters.put("cipassword", hash));
    return parameters;
  }

  /// How long the guest has to shut down.
  static Duration shutdownTimeout(Value.Obj object) {
    return Values.number(object.get("shutdown_timeout"))
        .map(seconds -> Duration.ofSeconds(seconds.longValue()))
        .orElse(SHUTDOWN_TIMEOUT);
  }

  /// The prior object without the slots that nobody managed and the plan does not name: an import's
  /// first configuration releases them.
  static Value.Obj released(Value.Obj prior, Value.Obj planned, ManagedPaths managed) {
    Value.Obj result = prior;
    for (Path map : SLOT_MAPS) {
      Map<String, Value> before = Trees.elements(Trees.at(prior, map));
      Map<String, Value> after = Trees.elements(Trees.at(planned, map));
      Map<String, Value> kept = new TreeMap<>(before);
      kept.keySet().removeIf(slot -> !after.containsKey(slot) && !managed.contains(map.key(slot)));
      if (kept.size() != before.size()) {
        result = replace(result, map, new Value.MapOf(kept));
      }
    }
    return result;
  }

  private static Value.Obj replace(Value.Obj root, Path path, Value value) {
    String name = ((Path.Step.Attribute) path.steps().getFirst()).name();
    Path rest = new Path(path.steps().subList(1, path.steps().size()));
    return rest.steps().isEmpty()
        ? root.with(name, value)
        : root.with(name, replace((Value.Obj) root.get(name), rest, value));
  }

  private static ConfigChange configChange(Situation situation) {
    Value.Obj prior = released(situation.prior(), situation.planned(), situation.managed());
    VmLive live = situation.live();
    ConfigChange change =
        WireWriter.change(
            VmTable.TABLE, prior, situation.planned(), live.plainConfig(), VmDisks::newDisk);
    Map<String, String> set = new TreeMap<>(change.set());
    List<String> delete = new ArrayList<>(change.delete());
    if (set.containsKey("description") || delete.contains("description")) {
      live.mark().ifPresent(mark -> remark(mark, set, delete));
    }
    drive(situation, set, delete);
    situation.password().ifPresent(hash -> set.put("cipassword", hash));
    if (VmPassword.removed(situation.prior(), situation.planned())
        && live.config().has("cipassword")) {
      delete.add("cipassword");
    }
    List<ConfigChange.Conflict> conflicts = new ArrayList<>(change.conflicts());
    conflicts.addAll(VmDisks.taken(prior, situation.planned(), live));
    return new ConfigChange(set, delete, conflicts);
  }

  private static void remark(VmMark mark, Map<String, String> set, List<String> delete) {
    set.merge("description", "", (text, _) -> text);
    set.computeIfPresent("description", (_, text) -> mark.on(text));
    delete.remove("description");
  }

  private static void drive(Situation situation, Map<String, String> set, List<String> delete) {
    Optional<String> before =
        cloudInit(situation.prior()).flatMap(group -> VmValues.text(group, "storage"));
    Optional<Value.Obj> group = cloudInit(situation.planned());
    Optional<String> wanted = group.flatMap(value -> VmValues.text(value, "storage"));
    boolean unknown = group.map(value -> value.get("storage").isUnknown()).orElse(false);
    Optional<String> there = situation.live().cloudInitSlot();
    if (wanted.isEmpty()) {
      if (before.isPresent() && !unknown) {
        there.ifPresent(delete::add);
      }
      return;
    }
    String slot = slot(group.orElseThrow(), there);
    boolean right =
        there.filter(slot::equals).isPresent()
            && situation
                .live()
                .config()
                .value(slot)
                .filter(text -> text.startsWith(wanted.get() + ":"))
                .isPresent();
    if (!right) {
      there.filter(old -> !old.equals(slot)).ifPresent(delete::add);
      set.put(slot, drive(wanted.get()));
    }
  }

  private static Optional<VmStep> pool(Situation situation) {
    Value planned = situation.planned().get("pool");
    boolean nobodys = planned.isNull() && situation.prior().get("pool").isNull();
    Optional<String> there = situation.live().pool();
    Optional<String> wanted = Values.string(planned);
    return planned.isUnknown() || nobodys || wanted.equals(there)
        ? Optional.empty()
        : Optional.of(new VmStep.ChangePool(there, wanted));
  }

  private static Optional<VmStep> power(Value.Obj planned, VmLive live, boolean changed) {
    Optional<String> wanted = VmValues.text(planned, "power_state");
    Duration timeout = shutdownTimeout(planned);
    if (wanted.filter("stopped"::equals).isPresent()) {
      return live.running() ? Optional.of(new VmStep.Shutdown(timeout)) : Optional.empty();
    }
    if (!live.running()) {
      return wanted.isPresent() ? Optional.of(new VmStep.Start()) : Optional.empty();
    }
    return switch (VmValues.text(planned, "reboot_policy").orElse("never")) {
      case "always" -> changed ? Optional.of(new VmStep.Reboot(true, timeout)) : Optional.empty();
      case "if_needed" ->
          changed || !live.pending().isEmpty()
              ? Optional.of(new VmStep.Reboot(false, timeout))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<Value.Obj> cloudInit(Value.Obj object) {
    return Values.object(object.get("cloud_init"));
  }

  /// A drive whose slot is not said stays where it is.
  private static String slot(Value.Obj cloudInit, Optional<String> there) {
    return VmValues.text(cloudInit, "slot").or(() -> there).orElse("ide2");
  }

  private static String drive(String storage) {
    return storage + ":cloudinit";
  }
}
