package dev.holdfast.simulator.proxmox;

import static java.util.Map.entry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// Snapshots of machines.
final class SnapshotCalls {

  static final Map<String, Request.Handler> HANDLERS =
      Map.ofEntries(
          entry("GET /nodes/{node}/qemu/{vmid}/snapshot", SnapshotCalls::list),
          entry("POST /nodes/{node}/qemu/{vmid}/snapshot", SnapshotCalls::create),
          entry("DELETE /nodes/{node}/qemu/{vmid}/snapshot/{snapname}", SnapshotCalls::delete),
          entry("GET /nodes/{node}/qemu/{vmid}/snapshot/{snapname}/config", SnapshotCalls::read),
          entry("PUT /nodes/{node}/qemu/{vmid}/snapshot/{snapname}/config", SnapshotCalls::update),
          entry(
              "POST /nodes/{node}/qemu/{vmid}/snapshot/{snapname}/rollback",
              SnapshotCalls::rollback));

  private SnapshotCalls() {}

  static Vm.Snapshot snapshot(Vm vm, String name) {
    Vm.Snapshot snapshot = vm.snapshots().get(name);
    if (snapshot == null) {
      throw Stop.error("snapshot '" + name + "' does not exist");
    }
    return snapshot;
  }

  private static Object list(Request request) {
    Vm vm = request.vm();
    List<Object> list = new ArrayList<>();
    vm.snapshots()
        .forEach((name, s) -> {
          Map<String, Object> line = new LinkedHashMap<>();
          line.put("name", name);
          line.put("description", s.description());
          line.put("snaptime", s.taken().getEpochSecond());
          line.put("vmstate", 0);
          s.parent().ifPresent(p -> line.put("parent", p));
          list.add(line);
        });
    Map<String, Object> current = new LinkedHashMap<>();
    current.put("name", "current");
    current.put("description", "You are here!");
    current.put("running", vm.isRunning() ? 1 : 0);
    current.put("digest", vm.digest());
    Optional.ofNullable(vm.config().get("parent")).ifPresent(p -> current.put("parent", p));
    list.add(current);
    return list;
  }

  private static Object create(Request request) {
    World world = request.world();
    Vm vm = request.vm();
    String name = request.need("snapname");
    if (name.equals("current")) {
      throw Stop.error("unable to use snapshot name 'current' (reserved name)");
    }
    String description = request.text("description").orElse("");
    return locked(
        request,
        "qmsnapshot",
        () -> {
          if (vm.snapshots().containsKey(name)) {
            throw Stop.error("snapshot name '" + name + "' already used");
          }
          if (vm.isTemplate()) {
            throw Stop.error("you can't take a snapshot if it's a template");
          }
          checkCanSnapshot(world, vm);
        },
        () -> {
          NavigableMap<String, String> copy = new TreeMap<>(vm.config());
          copy.remove("parent");
          copy.keySet().removeIf(Drives::isUnused);
          Optional<String> parent = Optional.ofNullable(vm.config().get("parent"));
          vm.snapshots().put(name, new Vm.Snapshot(copy, description, parent, world.now()));
          vm.config().put("parent", name);
        });
  }

  private static void checkCanSnapshot(World world, Vm vm) {
    boolean can =
        Drives.of(world, vm.config()).values().stream()
            .filter(d -> !Drives.isCdrom(d))
            .allMatch(d -> VmCalls.hasFeature(world, vm, d, "snapshot"));
    if (!can) {
      throw Stop.error("snapshot feature is not available");
    }
  }

  private static Object delete(Request request) {
    Vm vm = request.vm();
    String name = request.need("snapname");
    return locked(
        request,
        "qmdelsnapshot",
        () -> snapshot(vm, name),
        () -> {
          Vm.Snapshot gone = snapshot(vm, name);
          vm.snapshots().remove(name);
          vm.snapshots()
              .replaceAll((_, s) ->
                  s.parent().filter(name::equals).isPresent()
                      ? new Vm.Snapshot(s.config(), s.description(), gone.parent(), s.taken())
                      : s);
          if (name.equals(vm.config().get("parent"))) {
            vm.config().remove("parent");
            gone.parent().ifPresent(p -> vm.config().put("parent", p));
          }
        });
  }

  /// The stored configuration, secrets included: the server does not mask them here.
  private static Object read(Request request) {
    Vm.Snapshot snapshot = snapshot(request.vm(), request.need("snapname"));
    Map<String, Object> shown = OptionValues.shown(request.world(), snapshot.config(), false);
    shown.put("snaptime", snapshot.taken().getEpochSecond());
    shown.put("description", snapshot.description());
    snapshot.parent().ifPresent(p -> shown.put("parent", p));
    return shown;
  }

  private static Object update(Request request) {
    Vm vm = request.vm();
    String name = request.need("snapname");
    Vm.Snapshot old = snapshot(vm, name);
    request
        .text("description")
        .ifPresent(d ->
            vm.snapshots().put(name, new Vm.Snapshot(old.config(), d, old.parent(), old.taken())));
    return Request.NOTHING;
  }

  private static Object rollback(Request request) {
    World world = request.world();
    Vm vm = request.vm();
    String name = request.need("snapname");
    return locked(
        request,
        "qmrollback",
        () -> {
          snapshot(vm, name);
          vm.checkProtection("can't rollback VM " + vm.id());
        },
        () -> {
          Instant now = world.now();
          vm.config().clear();
          vm.config().putAll(snapshot(vm, name).config());
          vm.config().put("parent", name);
          vm.config().put("vmgenid", world.newUuid());
          vm.pending().clear();
          vm.pendingDeletes().clear();
          vm.power(new Vm.Power.Off(), now);
          if (request.flag("start")) {
            vm.power(new Vm.Power.On(now, false), now);
          }
        });
  }

  /// A task that holds the machine's lock, checks, works for a while and then takes effect.
  private static String locked(Request request, String type, Runnable check, Runnable effect) {
    World world = request.world();
    Vm vm = request.vm();
    return request.start(
        type,
        "" + vm.id(),
        task -> {
          world.locks.take(FileLocks.config(vm.id()), task.upid(), FileLocks.CONFIG);
          vm.checkLock();
          check.run();
          return Task.later(
              world.times.step(),
              _ -> {
                effect.run();
                return Task.done();
              });
        });
  }
}
