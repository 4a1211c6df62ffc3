package dev.holdfast.resources.template;

import dev.holdfast.framework.resource.Call;
import dev.holdfast.framework.resource.Importable;
import dev.holdfast.framework.resource.PlanModifying;
import dev.holdfast.framework.resource.PrivateState;
import dev.holdfast.framework.resource.Resource;
import dev.holdfast.framework.resource.ResourcePlan;
import dev.holdfast.framework.schema.PlanContext.Operation;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.schema.Timeouts;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.resources.pve.WireReader.Selection;
import dev.holdfast.resources.settings.Clients;
import dev.holdfast.resources.settings.ProxmoxAccess;
import dev.holdfast.resources.settings.Section;
import dev.holdfast.resources.vm.ClusterWork;
import dev.holdfast.resources.vm.VmIdentity;
import dev.holdfast.resources.vm.VmValues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Templates of a Proxmox VE cluster, made from an image.
public final class TemplateResource
    implements Resource<Clients>, PlanModifying<Clients>, Importable<Clients> {

  private static final Duration READ_TIMEOUT = Duration.ofMinutes(5);
  private static final ClusterWork WORK = new ClusterWork(TemplateTable.TABLE);

  @Override
  public String typeName() {
    return "proxmox_template";
  }

  @Override
  public Schema schema() {
    return TemplateTable.SCHEMA;
  }

  @Override
  public void modifyPlan(Call<Clients> call, ResourcePlan plan) {
    if (plan.context().operation() == Operation.DELETE
        || !(plan.planned() instanceof Value.Obj planned)) {
      return;
    }
    TemplateChecks.run(planned, call.diagnostics());
    Value prior = plan.context().prior();
    Optional<String> hash = ContentHash.of(planned);
    Value.Obj expected = Expectation.of(prior, planned, hash, false);
    plan.plan(expected);
    boolean asks = hash.isPresent() && planned.get("nodes").isWhollyKnown();
    if (asks
        && !call.diagnostics().hasErrors()
        && !(call.data().proxmox() instanceof Section.NotYetKnown)) {
      WORK.run(
          call,
          "plan templates",
          READ_TIMEOUT,
          access -> {
            ask(call, plan, expected, access);
            return true;
          });
    }
  }

  /// What only the server can tell: whether templates can be made, and whether older ones are free
  /// by now.
  private static void ask(
      Call<Clients> call, ResourcePlan plan, Value.Obj expected, ProxmoxAccess access) {
    Value prior = plan.context().prior();
    if (expected.get("id").isUnknown()) {
      TemplateSpec spec = TemplateSpec.of(expected);
      TemplateServerChecks.run(
          spec,
          TemplatePlan.missing(spec, TemplateState.templates(prior)),
          access,
          call.diagnostics());
    }
    List<Made> superseded = TemplateState.superseded(prior);
    if (!superseded.isEmpty() && !expected.get("superseded").isUnknown()) {
      var removal = new TemplateRemoval(access, plan.privateState(), call.diagnostics());
      if (removal.anyFree(superseded)) {
        plan.plan(expected.with("superseded", Values.UNKNOWN));
      }
    }
  }

  @Override
  public Outcome create(Call<Clients> call, Create request) {
    Value.Obj plan = request.plan();
    return WORK.run(
            call,
            "make template " + name(plan),
            TemplateTable.TIMEOUTS.of(Timeouts.Call.CREATE, plan),
            access -> {
              var work = new TemplateWork(access, call.diagnostics());
              Map<String, Made> made = work.serve(TemplateSpec.of(plan), Map.of());
              return outcome(access, plan, made, List.of(), request.privateState());
            })
        .orElse(Outcome.GONE);
  }

  @Override
  public Outcome read(Call<Clients> call, Read request) {
    Selection selection = request.imported() ? Selection.ALL : Selection.MANAGED;
    return WORK.run(
            call,
            "read template " + name(request.state()),
            READ_TIMEOUT,
            access ->
                TemplateState.read(
                    access.client(), request.state(), request.privateState(), selection))
        .map(TemplateResource::outcome)
        .orElseGet(() -> Outcome.of(request.state(), request.privateState()));
  }

  @Override
  public Outcome update(Call<Clients> call, Update request) {
    Value.Obj plan = request.plan();
    return WORK.run(
            call,
            "change template " + name(plan),
            TemplateTable.TIMEOUTS.of(Timeouts.Call.UPDATE, plan),
            access -> updated(call, request, access))
        .orElseGet(() -> truth(call, request.prior(), request.privateState()));
  }

  private static Outcome updated(Call<Clients> call, Update request, ProxmoxAccess access) {
    TemplateSpec spec = TemplateSpec.of(request.plan());
    Map<String, Made> before = TemplateState.templates(request.prior());
    var metadata = new TemplateMetadata(access, request.prior(), spec);
    before.entrySet().stream()
        .filter(entry -> stays(spec, entry.getKey(), before))
        .map(Map.Entry::getValue)
        .distinct()
        .forEach(metadata::write);
    Map<String, Made> after = new TemplateWork(access, call.diagnostics()).serve(spec, before);
    List<Made> old = new ArrayList<>(Expectation.retired(before, after));
    old.addAll(TemplateState.superseded(request.prior()));
    List<Made> kept =
        new TemplateRemoval(access, request.privateState(), call.diagnostics()).retire(old);
    PrivateState identities = request.privateState();
    for (Made made : Expectation.retired(after, before)) {
      identities = VmIdentity.forget(identities, made.id());
    }
    return outcome(access, request.plan(), after, kept, identities);
  }

  private static boolean stays(TemplateSpec spec, String node, Map<String, Made> before) {
    return spec.nodes().stream().anyMatch(wanted -> wanted.text().equals(node))
        && TemplatePlan.missing(spec, before).stream()
            .noneMatch(missing -> missing.text().equals(node));
  }

  @Override
  public Outcome delete(Call<Clients> call, Delete request) {
    Value.Obj prior = request.prior();
    Optional<Boolean> removed =
        WORK.run(
            call,
            "remove template " + name(prior),
            TemplateTable.TIMEOUTS.of(Timeouts.Call.DELETE, prior),
            access -> {
              List<Made> all =
                  Stream.concat(
                          TemplateState.templates(prior).values().stream(),
                          TemplateState.superseded(prior).stream())
                      .distinct()
                      .toList();
              new TemplateRemoval(access, request.privateState(), call.diagnostics()).destroy(all);
              return true;
            });
    return removed.isPresent() ? Outcome.GONE : truth(call, prior, request.privateState());
  }

  @Override
  public List<Imported> importState(Call<Clients> call, Target target) {
    String id =
        switch (target) {
          case Target.Id(String text) -> text;
          case Target.Identity _ -> "";
        };
    return TemplateImport.parse(id, call.diagnostics())
        .map(object -> new Imported(typeName(), object, PrivateState.EMPTY, Optional.empty()))
        .stream()
        .toList();
  }

  /// After a failed change: what is true now, or the prior state when that cannot be read either.
  private static Outcome truth(Call<Clients> call, Value.Obj prior, PrivateState privateState) {
    return WORK.runToEnd(
            call,
            "read template " + name(prior) + " after the failed change",
            READ_TIMEOUT,
            access -> TemplateState.read(access.client(), prior, privateState))
        .map(TemplateResource::outcome)
        .orElseGet(() -> Outcome.of(prior, privateState));
  }

  private static Outcome outcome(
      ProxmoxAccess access,
      Value.Obj basis,
      Map<String, Made> templates,
      List<Made> superseded,
      PrivateState privateState) {
    return outcome(
        TemplateState.read(
            access.client(), TemplateState.with(basis, templates, superseded), privateState));
  }

  private static Outcome outcome(TemplateState.Found found) {
    return found
        .object()
        .map(object -> Outcome.of(object, found.privateState()))
        .orElse(Outcome.GONE);
  }

  private static String name(Value.Obj object) {
    return VmValues.text(object, "name").orElse("(without a name)");
  }
}
