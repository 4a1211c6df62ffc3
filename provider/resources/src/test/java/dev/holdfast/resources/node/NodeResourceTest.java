package dev.holdfast.resources.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.bootstrap.NodePlan;
import dev.holdfast.bootstrap.NodeSpec;
import dev.holdfast.bootstrap.NodeState;
import dev.holdfast.bootstrap.Removal;
import dev.holdfast.framework.diag.Diagnostic;
import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.resource.Call;
import dev.holdfast.framework.resource.Cancellation;
import dev.holdfast.framework.resource.ClientCapabilities;
import dev.holdfast.framework.resource.Deferral;
import dev.holdfast.framework.resource.Importable;
import dev.holdfast.framework.resource.PrivateState;
import dev.holdfast.framework.resource.Resource;
import dev.holdfast.framework.resource.ResourcePlan;
import dev.holdfast.framework.schema.ManagedPaths;
import dev.holdfast.framework.schema.PlanContext;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.resources.settings.Clients;
import dev.holdfast.resources.settings.Section;
import dev.holdfast.resources.ssh.SshAccess;
import dev.holdfast.resources.work.StepFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// What becomes of a state, whatever machines answer.
class NodeResourceTest {
  private static final NodeState GOOD = state(true, true, true, new NodePlan(List.of()));

  private final Machines machines = new Machines();
  private final NodeResource resource = new NodeResource(machines);
  private final Diagnostics diagnostics = new Diagnostics();

  private static NodeState state(boolean reachable, boolean joined, boolean known, NodePlan plan) {
    return new NodeState(
        reachable,
        joined,
        known
            ? Optional.of(new NodeState.Seen("uid2", true, "1.36.4", List.of("10.0.1.1")))
            : Optional.empty(),
        reachable ? "machine2" : "",
        known ? "sha256:ca" : "",
        false,
        plan);
  }

  /// Machines that answer as they are told to.
  private static final class Machines implements Nodes {
    private Supplier<NodeState> answer = () -> GOOD;
    private final List<Removal> removals = new ArrayList<>();
    private int applied;

    @Override
    public NodeState read(NodeSpec spec, Bounds bounds) {
      return answer.get();
    }

    @Override
    public NodeState apply(String doing, NodeSpec spec, Bounds bounds) {
      applied++;
      return answer.get();
    }

    @Override
    public void remove(NodeSpec spec, Removal removal, Bounds bounds) {
      if (answer.get().joined()) {
        removals.add(removal);
      }
    }
  }

  private void failing() {
    machines.answer =
        () -> {
          throw StepFailure.of(Path.ROOT, "Unable to do it", "The machine is on fire.");
        };
  }

  private Call<Clients> call(SshAccess access) {
    return new Call<>(
        new Clients(new Section.LeftOut<>(), new Section.LeftOut<>(), access),
        new Cancellation(),
        diagnostics,
        ClientCapabilities.NONE);
  }

  private Call<Clients> call() {
    return call(NodeObjects.ACCESS);
  }

  private static Value.Obj planned(Value.Obj node) {
    Value.Obj planned = node.with("pending", NodeResults.texts(List.of()));
    for (String name : NodeResults.TOLD) {
      planned = planned.with(name, Values.UNKNOWN);
    }
    return planned;
  }

  private Resource.Outcome create(Value.Obj plan) {
    return resource.create(
        call(), new Resource.Create(plan, plan, PrivateState.EMPTY, ManagedPaths.NONE));
  }

  private Resource.Outcome read(Value.Obj state) {
    return resource.read(
        call(),
        new Resource.Read(state, Optional.empty(), PrivateState.EMPTY, ManagedPaths.NONE, false));
  }

  private Resource.Outcome update(Value.Obj prior, Value.Obj plan) {
    return resource.update(
        call(),
        new Resource.Update(
            prior, plan, plan, PrivateState.EMPTY, ManagedPaths.NONE, ManagedPaths.NONE));
  }

  private Resource.Outcome delete(Value.Obj prior) {
    return resource.delete(
        call(), new Resource.Delete(prior, PrivateState.EMPTY, ManagedPaths.NONE));
  }

  @Test
  void a_create_tells_what_the_machine_is() {
    Value.Obj made = create(planned(NodeObjects.worker())).state().orElseThrow();
    assertThat(made.isWhollyKnown()).isTrue();
    assertThat(made.get("node_uid")).isEqualTo(Value.of("uid2"));
    assertThat(made.get("addresses")).isEqualTo(NodeResults.texts(List.of("10.0.1.1")));
  }

  @Test
  void a_failed_create_leaves_no_state_that_would_be_replaced() {
    failing();
    assertThat(create(planned(NodeObjects.worker())).state()).isEmpty();
    assertThat(diagnostics.all())
        .extracting(Diagnostic::detail)
        .containsExactly("The machine is on fire.");
  }

  @Test
  void a_machine_that_does_not_answer_stays_in_the_state() {
    machines.answer = () -> state(false, false, true, new NodePlan(List.of()));
    Value.Obj prior = NodeObjects.made(NodeObjects.worker());
    Value.Obj seen = read(prior).state().orElseThrow();
    assertThat(seen.get("reachable")).isEqualTo(Value.of(false));
    assertThat(seen.get("machine_id")).isEqualTo(prior.get("machine_id"));
    assertThat(diagnostics.hasErrors()).isFalse();
    assertThat(diagnostics.all())
        .extracting(Diagnostic::summary)
        .containsExactly("Node is not reachable");
  }

  @Test
  void a_look_that_fails_changes_nothing_and_is_no_error() {
    failing();
    Value.Obj prior = NodeObjects.made(NodeObjects.worker());
    assertThat(read(prior).state()).contains(prior);
    assertThat(diagnostics.hasErrors()).isFalse();
    assertThat(diagnostics.all()).hasSize(1);
  }

  @Test
  void a_node_is_gone_only_when_machine_and_cluster_say_so() {
    Value.Obj prior = NodeObjects.made(NodeObjects.worker());
    machines.answer = () -> state(true, false, true, new NodePlan(List.of()));
    assertThat(read(prior).state()).isPresent();
    machines.answer = () -> state(true, true, false, new NodePlan(List.of()));
    assertThat(read(prior).state()).isPresent();
    machines.answer = () -> state(true, false, false, new NodePlan(List.of()));
    assertThat(read(prior).state()).isEmpty();
  }

  @Test
  void what_is_not_as_it_was_left_is_planned_to_be_mended_in_place() {
    machines.answer =
        () ->
            state(
                true,
                true,
                true,
                new NodePlan(List.of(new NodePlan.Step("The container runtime", "it differs"))));
    Value.Obj seen = read(NodeObjects.made(NodeObjects.worker())).state().orElseThrow();
    assertThat(seen.get("pending"))
        .isEqualTo(NodeResults.texts(List.of("The container runtime (it differs)")));

    Plan plan = plan(seen, seen);
    assertThat(plan.replaced).isEmpty();
    assertThat(Values.attribute(plan.planned, "pending")).isEqualTo(NodeResults.texts(List.of()));
    machines.answer = () -> GOOD;
    assertThat(update(seen, object(plan.planned)).state().orElseThrow().isWhollyKnown()).isTrue();
    assertThat(machines.applied).isEqualTo(1);
  }

  @Test
  void a_change_in_place_plans_that_change_alone() {
    Value.Obj prior = NodeObjects.made(NodeObjects.worker());
    Value.Obj wanted = NodeObjects.at(prior, Path.of("kubelet", "max_pods"), Value.of(50));
    assertThat(plan(prior, wanted).planned).isEqualTo(wanted);
    assertThat(diagnostics.all()).isEmpty();
  }

  @Test
  void what_concerns_the_machine_only_later_does_nothing_now() {
    Value.Obj prior = NodeObjects.made(NodeObjects.worker());
    Value.Obj plan = NodeObjects.at(prior, Path.of("on_destroy", "force"), Value.of(true));
    assertThat(update(prior, plan).state()).contains(plan);
    assertThat(machines.applied).isZero();
  }

  @Test
  void a_failed_change_keeps_the_state_as_it_was() {
    failing();
    Value.Obj prior = NodeObjects.made(NodeObjects.worker());
    Value.Obj plan = NodeObjects.at(prior, Path.of("kubelet", "max_pods"), Value.of(50));
    assertThat(update(prior, plan).state()).contains(prior);
    assertThat(diagnostics.hasErrors()).isTrue();
  }

  @Test
  void another_name_is_another_node_only_where_that_is_allowed() {
    Value.Obj prior = NodeObjects.made(NodeObjects.worker());
    Value.Obj renamed = prior.with("name", Value.of("w2"));
    assertThat(plan(prior, renamed).replaced).isEmpty();
    assertThat(diagnostics.all())
        .extracting(Diagnostic::summary)
        .containsExactly("Node would be replaced");
    assertThat(plan(prior, renamed.with("allow_replace", Value.of(true))).replaced)
        .containsExactly(Path.of("name"));
  }

  @Test
  void what_cannot_be_changed_is_an_error_of_the_plan() {
    Value.Obj prior = NodeObjects.made(NodeObjects.worker());
    plan(prior, prior.with("version", Value.of("1.36.5")));
    plan(prior, prior.with("version", Values.UNKNOWN));
    assertThat(diagnostics.all())
        .hasSize(2)
        .allSatisfy(each -> assertThat(each.path()).isEqualTo(Path.of("version")));
  }

  @Test
  void a_removal_that_failed_keeps_the_node() {
    failing();
    Value.Obj prior = NodeObjects.made(NodeObjects.worker());
    assertThat(delete(prior).state()).contains(prior);
    assertThat(diagnostics.hasErrors()).isTrue();
  }

  @Test
  void the_last_of_all_control_planes_ends_the_cluster() {
    assertThat(delete(NodeObjects.made(NodeObjects.controlPlane("cp2"))).state()).isEmpty();
    assertThat(delete(NodeObjects.made(NodeObjects.controlPlane("cp1"))).state()).isEmpty();
    assertThat(machines.removals).extracting(Removal::lastOne).containsExactly(false, true);
  }

  @Test
  void a_control_plane_that_came_back_is_not_gone() {
    delete(NodeObjects.made(NodeObjects.controlPlane("cp2")));
    create(planned(NodeObjects.controlPlane("cp2")));
    delete(NodeObjects.made(NodeObjects.controlPlane("cp1")));
    assertThat(machines.removals).extracting(Removal::lastOne).containsExactly(false, false);
  }

  @Test
  void nothing_is_looked_at_while_the_logins_are_not_known() {
    failing();
    Value.Obj prior = NodeObjects.made(NodeObjects.worker());
    var outcome =
        resource.read(
            call(SshAccess.NOT_YET_KNOWN),
            new Resource.Read(
                prior, Optional.empty(), PrivateState.EMPTY, ManagedPaths.NONE, false));
    assertThat(outcome.state()).contains(prior);
    assertThat(diagnostics.all()).isEmpty();
  }

  @Test
  void an_import_says_what_to_do_instead() {
    assertThat(resource.importState(call(), new Importable.Target.Id("edge/w1@default"))).isEmpty();
    assertThat(diagnostics.all())
        .extracting(Diagnostic::detail)
        .allMatch(text -> text.contains("taken over as it is"));
  }

  private static Value.Obj object(Value value) {
    return Values.object(value).orElseThrow();
  }

  private Plan plan(Value.Obj prior, Value.Obj planned) {
    var plan = new Plan(prior, planned);
    resource.modifyPlan(call(), plan);
    return plan;
  }

  /// A plan to update.
  private static final class Plan implements ResourcePlan {
    private final PlanContext context;
    private final List<Path> replaced = new ArrayList<>();
    private Value planned;

    Plan(Value.Obj prior, Value.Obj planned) {
      this.context =
          new PlanContext(PlanContext.Operation.UPDATE, prior, planned, ManagedPaths.NONE);
      this.planned = planned;
    }

    @Override
    public PlanContext context() {
      return context;
    }

    @Override
    public Value planned() {
      return planned;
    }

    @Override
    public void plan(Value.Obj object) {
      planned = object;
    }

    @Override
    public void requireReplace(Path path) {
      replaced.add(path);
    }

    @Override
    public void defer(Deferral reason) {
      throw new UnsupportedOperationException("nothing is put off");
    }

    @Override
    public PrivateState privateState() {
      return PrivateState.EMPTY;
    }

    @Override
    public void privateState(PrivateState changed) {
      throw new UnsupportedOperationException("nothing is kept");
    }
  }
}
