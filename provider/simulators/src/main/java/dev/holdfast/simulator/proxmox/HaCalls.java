package dev.holdfast.simulator.proxmox;

import static java.util.Map.entry;

import dev.holdfast.simulator.proxmox.api.Format;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// High availability: which machines it manages and what it was asked to do with them.
final class HaCalls {

  static final Map<String, Request.Handler> HANDLERS =
      Map.ofEntries(
          entry("GET /cluster/ha/resources", HaCalls::list),
          entry("POST /cluster/ha/resources", HaCalls::create),
          entry("GET /cluster/ha/resources/{sid}", HaCalls::read),
          entry("PUT /cluster/ha/resources/{sid}", HaCalls::update),
          entry("DELETE /cluster/ha/resources/{sid}", HaCalls::delete),
          entry("GET /cluster/ha/groups", HaCalls::groups),
          entry("GET /cluster/ha/rules", HaCalls::rules),
          entry("POST /cluster/ha/rules", HaCalls::addRule));

  /// Who the manager's own tasks belong to.
  private static final Caller MANAGER = new Caller(Caller.ROOT, Optional.empty());

  private HaCalls() {}

  private static String sid(Request request) {
    String text = request.need("sid");
    return text.contains(":") ? text : "vm:" + text;
  }

  private static NavigableMap<String, String> need(Request request) {
    String sid = sid(request);
    NavigableMap<String, String> resource = request.world().ha.get(sid);
    if (resource == null) {
      throw Stop.error("no such resource '" + sid + "'");
    }
    return resource;
  }

  private static Object list(Request request) {
    List<Object> list = new ArrayList<>();
    request.world().ha.forEach((sid, values) -> list.add(shown(sid, values)));
    return list;
  }

  private static Object read(Request request) {
    return shown(sid(request), need(request));
  }

  private static Map<String, Object> shown(String sid, Map<String, String> values) {
    Map<String, Object> line = new LinkedHashMap<>(values);
    line.put("sid", sid);
    line.put("type", sid.substring(0, sid.indexOf(':')));
    line.put("digest", digest(sid, values));
    return line;
  }

  private static String digest(String sid, Map<String, String> values) {
    return Vm.sha1(sid + values);
  }

  private static Object create(Request request) {
    World world = request.world();
    String sid = sid(request);
    int vmid = Integer.parseInt(sid.substring(sid.indexOf(':') + 1));
    if (!world.vms.containsKey(vmid)) {
      throw Stop.error("unable to read vm '" + vmid + "' - no such guest");
    }
    if (world.ha.containsKey(sid)) {
      throw Stop.error("create resource failed: resource ID '" + sid + "' already defined");
    }
    NavigableMap<String, String> values = new TreeMap<>(request.values());
    values.remove("sid");
    values.putIfAbsent("state", "started");
    world.ha.put(sid, values);
    return Request.NOTHING;
  }

  private static Object update(Request request) {
    NavigableMap<String, String> values = need(request);
    request.checkDigest(digest(sid(request), values));
    request.text("delete").map(Format::split).orElse(List.of()).forEach(values::remove);
    request
        .values()
        .forEach((key, value) -> {
          if (!List.of("sid", "delete", "digest").contains(key)) {
            values.put(key, value);
          }
        });
    return Request.NOTHING;
  }

  private static Object delete(Request request) {
    need(request);
    request.world().ha.remove(sid(request));
    return Request.NOTHING;
  }

  private static Object groups(Request request) {
    if (request.world().version.isNine()) {
      throw Stop.error("cannot index groups: ha groups have been migrated to rules");
    }
    return List.of();
  }

  private static Object rules(Request request) {
    return request.world().haRules.values().stream()
        .filter(r -> request.text("type").map(t -> t.equals(r.get("type"))).orElse(true))
        .map(r -> (Object) new LinkedHashMap<String, Object>(r))
        .toList();
  }

  private static Object addRule(Request request) {
    World world = request.world();
    for (String sid : Format.split(request.need("resources"))) {
      if (!world.ha.containsKey(sid)) {
        throw Stop.parameter("resources", "cannot use unmanaged resource(s) " + sid + ".");
      }
    }
    NavigableMap<String, String> rule = new TreeMap<>(request.values());
    if (world.haRules.putIfAbsent(request.need("rule"), rule) != null) {
      throw Stop.error("HA rule '" + request.need("rule") + "' already exists");
    }
    return Request.NOTHING;
  }

  static Map<String, Object> shownFor(World world, int vmid) {
    NavigableMap<String, String> values = world.ha.get("vm:" + vmid);
    return values == null
        ? Map.of("managed", 0)
        : Map.of("managed", 1, "state", values.getOrDefault("state", "started"));
  }

  /// Asks the manager for a state: the task is over at once, the manager acts a little later.
  static String request(Request request, Vm vm, String type, String state) {
    World world = request.world();
    NavigableMap<String, String> resource = world.ha.get("vm:" + vm.id());
    if (resource != null) {
      resource.put("state", state);
    }
    return ask(request, vm, type, state, () -> act(world, vm, state));
  }

  /// Asks the manager for a move, which it makes a little later in a task of its own.
  static String requestMove(Request request, Vm vm, MigrateCalls.Move move) {
    World world = request.world();
    return ask(
        request,
        vm,
        "hamigrate",
        "migration to node " + move.target(),
        () ->
            world.start(
                vm.node(), "qmigrate", "" + vm.id(), MANAGER, task -> move.begin(world, vm, task)));
  }

  private static String ask(Request request, Vm vm, String type, String wish, Runnable fulfilment) {
    World world = request.world();
    String upid =
        request.start(
            type,
            "" + vm.id(),
            task -> {
              task.say("Requesting HA " + wish + " for VM " + vm.id());
              return Task.done();
            });
    world.clock.scheduleAfter(
        world.times.statusLag(),
        () -> {
          world.guard.lock();
          try {
            fulfilment.run();
          } finally {
            world.guard.unlock();
          }
        });
    return upid;
  }

  private static void act(World world, Vm vm, String state) {
    if (state.equals("started") && !vm.isRunning()) {
      world.start(
          vm.node(), "qmstart", "" + vm.id(), MANAGER, task -> PowerCalls.start(world, vm, task));
    } else if (state.equals("stopped") && vm.isRunning()) {
      world.start(
          vm.node(),
          "qmstop",
          "" + vm.id(),
          MANAGER,
          _ -> Task.later(world.times.stop(), _ -> PowerCalls.off(world, vm)));
    }
  }
}
