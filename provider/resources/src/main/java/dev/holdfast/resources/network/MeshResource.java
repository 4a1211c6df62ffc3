package dev.holdfast.resources.network;

import dev.holdfast.client.http.Finding;
import dev.holdfast.client.netmaker.NetmakerException;
import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.resource.Call;
import dev.holdfast.framework.resource.Identified;
import dev.holdfast.framework.resource.Importable;
import dev.holdfast.framework.resource.PlanModifying;
import dev.holdfast.framework.resource.PrivateState;
import dev.holdfast.framework.resource.Resource;
import dev.holdfast.framework.resource.ResourcePlan;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.schema.Timeouts;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.resources.netmaker.NetmakerTable;
import dev.holdfast.resources.settings.Clients;
import dev.holdfast.resources.settings.NetmakerAccess;
import dev.holdfast.resources.settings.Section;
import dev.holdfast.resources.ssh.SshAccess;
import dev.holdfast.resources.work.StepFailure;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/// What all Netmaker types have in common: they are found in listings by the attributes that
/// identify them, a thing that is not listed is gone, and what was written is compared with what is
/// there afterwards.
abstract class MeshResource
    implements Resource<Clients>, PlanModifying<Clients>, Importable<Clients>, Identified {

  private static final Duration READ_TIMEOUT = Duration.ofMinutes(5);

  static final Timeouts TIMEOUTS =
      Timeouts.NONE
          .with(Timeouts.Call.CREATE, Duration.ofMinutes(5))
          .with(Timeouts.Call.UPDATE, Duration.ofMinutes(5))
          .with(Timeouts.Call.DELETE, Duration.ofMinutes(5));

  /// A thing on the server while it is worked on.
  ///
  /// @param ssh how machines are reached
  /// @param diagnostics takes warnings for the user
  record Site(NetmakerAccess access, SshAccess ssh, Diagnostics diagnostics) {
    static Site of(NetmakerAccess access, Call<Clients> call) {
      return new Site(access, call.data().ssh(), call.diagnostics());
    }
  }

  /// What a type is.
  ///
  /// @param identity the attributes that name a thing for ever, in the order in which an import id
  ///   has them
  /// @param timeouts how long its calls take when nobody says
  record Kind(
      String typeName,
      Schema schema,
      NetmakerTable table,
      List<String> identity,
      Timeouts timeouts) {
    Kind(String typeName, Schema schema, NetmakerTable table, List<String> identity) {
      this(typeName, schema, table, identity, TIMEOUTS);
    }
  }

  private final Kind kind;

  MeshResource(Kind kind) {
    this.kind = kind;
  }

  @Override
  public String typeName() {
    return kind.typeName();
  }

  @Override
  public Schema schema() {
    return kind.schema();
  }

  NetmakerTable table() {
    return kind.table();
  }

  List<String> identity() {
    return kind.identity();
  }

  /// What messages call the thing, such as "network mesh".
  abstract String thing(Value.Obj object);

  /// Makes the thing; afterwards [#find] must find it by the object that is returned.
  abstract Value.Obj create(Site site, Value.Obj plan);

  /// The thing as the listings show it.
  ///
  /// @param before what is stored, planned or imported: policies are taken from it
  abstract Optional<Value.Obj> find(NetmakerAccess access, Value.Obj before);

  /// Changes the thing in place.
  abstract void update(Site site, Value.Obj prior, Value.Obj plan);

  /// Removes the thing; it is no error when it is gone already.
  abstract void delete(Site site, Value.Obj prior);

  /// Looks at the plan of a create or a change.
  abstract void check(Site site, ResourcePlan plan);

  /// Plans otherwise where the state asks for it.
  void adjust(ResourcePlan plan) {}

  @Override
  public IdentitySchema identitySchema() {
    return new IdentitySchema(
        0,
        identity().stream()
            .map(name ->
                new IdentityAttribute(
                    name, Type.STRING, true, schema().body().attribute(name).orElseThrow().doc()))
            .toList());
  }

  @Override
  public void modifyPlan(Call<Clients> call, ResourcePlan plan) {
    // What only the server can tell waits for settings that are not known yet.
    if (call.data().netmaker() instanceof Section.NotYetKnown) {
      return;
    }
    MeshWork.WORK.run(
        call,
        "plan " + typeName(),
        READ_TIMEOUT,
        access -> {
          adjust(plan);
          // What stays as it is was accepted before; an error would also stand in the way of a
          // destroy.
          if (!plan.context().config().isNull() && !plan.planned().equals(plan.context().prior())) {
            var site = Site.of(access, call);
            eras(site);
            table().gates(plan.context(), access.status(), call.diagnostics());
            check(site, plan);
          }
          return true;
        });
  }

  private static void eras(Site site) {
    if (site.access().status().unseen()) {
      site.diagnostics()
          .warning(
              "Server is newer than what is tested",
              "This is Netmaker "
                  + site.access().status().version()
                  + ". Servers from 1.7 on are spoken to as 1.5.1 is; look at the result of an apply.");
    }
  }

  @Override
  public Outcome create(Call<Clients> call, Create request) {
    Value.Obj plan = request.plan();
    return MeshWork.WORK
        .run(
            call,
            "create " + thing(plan),
            kind.timeouts().of(Timeouts.Call.CREATE, plan),
            access -> {
              Value.Obj made = create(Site.of(access, call), plan);
              Value.Obj state = found(access, made);
              access.manage(key(state));
              return state;
            })
        .filter(state -> kept(call, plan, state))
        .map(state -> outcome(state, request.privateState()))
        .orElse(Outcome.GONE);
  }

  private Value.Obj found(NetmakerAccess access, Value.Obj object) {
    access.view().forget();
    return find(access, object)
        .orElseThrow(() ->
            StepFailure.of(
                Path.ROOT,
                "Unable to find " + thing(object),
                "The server accepted it and does not list it. Somebody else may have removed it in the meantime; "
                    + "apply again."));
  }

  /// Whether the server kept what was planned. A create without it returns no state, since
  /// Terraform would replace the thing; the next one takes it over.
  private boolean kept(Call<Clients> call, Value.Obj plan, Value.Obj state) {
    var lost = new Diagnostics();
    table().lost(plan, state, lost);
    call.diagnostics().addAll(lost);
    return !lost.hasErrors();
  }

  @Override
  public Outcome read(Call<Clients> call, Read request) {
    Value.Obj state = request.state();
    Optional<Optional<Value.Obj>> found =
        MeshWork.WORK.run(
            call,
            "read " + thing(state),
            READ_TIMEOUT,
            access -> {
              Optional<Value.Obj> there = find(access, state);
              there.ifPresent(object -> access.manage(key(object)));
              return there;
            });
    return found
        .map(there ->
            there.map(object -> outcome(object, request.privateState())).orElse(Outcome.GONE))
        .orElseGet(() -> Outcome.of(state, request.privateState()));
  }

  @Override
  public Outcome update(Call<Clients> call, Update request) {
    Value.Obj plan = request.plan();
    Optional<Value.Obj> changed =
        MeshWork.WORK.run(
            call,
            "change " + thing(plan),
            kind.timeouts().of(Timeouts.Call.UPDATE, plan),
            access -> {
              update(Site.of(access, call), request.prior(), plan);
              return found(access, plan);
            });
    return changed
        .map(state -> {
          kept(call, plan, state);
          return outcome(state, request.privateState());
        })
        .orElseGet(() -> truth(call, request));
  }

  /// After a failed change: what is true now, or the prior state when that cannot be read either.
  private Outcome truth(Call<Clients> call, Update request) {
    return MeshWork.WORK
        .runToEnd(
            call,
            "read " + thing(request.prior()) + " after the failed change",
            READ_TIMEOUT,
            access -> find(access, request.prior()))
        .flatMap(found -> found)
        .map(found -> outcome(found, request.privateState()))
        .orElseGet(() -> Outcome.of(request.prior(), request.privateState()));
  }

  @Override
  public Outcome delete(Call<Clients> call, Delete request) {
    Value.Obj prior = request.prior();
    Optional<Boolean> removed =
        MeshWork.WORK.run(
            call,
            "remove " + thing(prior),
            kind.timeouts().of(Timeouts.Call.DELETE, prior),
            access -> {
              delete(Site.of(access, call), prior);
              access.release(key(prior));
              return true;
            });
    return removed.isPresent() ? Outcome.GONE : Outcome.of(prior, request.privateState());
  }

  @Override
  public List<Imported> importState(Call<Clients> call, Target target) {
    List<String> parts =
        switch (target) {
          case Target.Id(String id) -> List.of(id.split("/", identity().size()));
          case Target.Identity(Value.Obj object) ->
              identity().stream()
                  .flatMap(name -> Values.string(object.get(name)).stream())
                  .toList();
        };
    if (parts.size() != identity().size() || parts.stream().anyMatch(String::isBlank)) {
      call.diagnostics()
          .error(
              "Invalid import id",
              "\"%s\" is expected in the form \"%s\"."
                  .formatted(String.join("/", parts), "<" + String.join(">/<", identity()) + ">"));
      return List.of();
    }
    Value.Obj state = imported(parts);
    return List.of(new Imported(typeName(), state, PrivateState.EMPTY, Optional.empty()));
  }

  /// What an import starts from.
  Value.Obj imported(List<String> parts) {
    Value.Obj state = Values.nullObject(schema().type());
    for (int i = 0; i < parts.size(); i++) {
      state = state.with(identity().get(i), Value.of(parts.get(i)));
    }
    return state;
  }

  /// Whether another resource of this run manages the thing, which is then not taken over.
  boolean taken(Site site, Value.Obj object) {
    return site.access().manages(key(object));
  }

  /// Notes that this resource manages the thing.
  void claim(Site site, Value.Obj object) {
    site.access().manage(key(object));
  }

  private String key(Value.Obj object) {
    return identity().stream()
        .map(name -> text(object, name).orElse(""))
        .collect(Collectors.joining("/", typeName() + " ", ""));
  }

  private Outcome outcome(Value.Obj state, PrivateState privateState) {
    Map<String, Value> identity = new LinkedHashMap<>();
    identity().forEach(name -> identity.put(name, state.get(name)));
    return Outcome.of(state, privateState).identified(new Value.Obj(identity));
  }

  /// Removes something exactly once although the answer may get lost; gone already is as good.
  static void remove(NetmakerAccess access, Runnable delete, BooleanSupplier gone) {
    try {
      access
          .client()
          .resolve(
              () -> {
                delete.run();
                return true;
              },
              () -> gone.getAsBoolean() ? new Finding.Done<>(true) : new Finding.NotDone<>());
    } catch (NetmakerException e) {
      if (!e.is(NetmakerException.Code.NOT_FOUND)) {
        throw e;
      }
    }
  }

  /// What a text attribute says; empty where it is null or unknown.
  static Optional<String> text(Value object, String name) {
    return Values.string(Values.attribute(object, name));
  }

  /// A text attribute that is always there.
  static String need(Value object, String name) {
    return text(object, name).orElseThrow(() -> new IllegalStateException("no " + name));
  }

  static boolean flag(Value object, String name, boolean otherwise) {
    return Values.bool(Values.attribute(object, name)).orElse(otherwise);
  }
}
