package dev.holdfast.simulator.proxmox;

import static java.util.Map.entry;

import dev.holdfast.simulator.proxmox.api.Format;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Pools of machines and storages.
final class PoolCalls {

  static final Map<String, Request.Handler> HANDLERS =
      Map.ofEntries(
          entry("GET /pools", PoolCalls::list),
          entry("POST /pools", PoolCalls::create),
          entry("PUT /pools", PoolCalls::update),
          entry("DELETE /pools", PoolCalls::delete),
          entry("GET /pools/{poolid}", PoolCalls::read),
          entry("PUT /pools/{poolid}", PoolCalls::update),
          entry("DELETE /pools/{poolid}", PoolCalls::delete));

  private PoolCalls() {}

  static World.Pool need(World world, String id) {
    World.Pool pool = world.pools.get(id);
    if (pool == null) {
      throw Stop.error("pool '" + id + "' does not exist");
    }
    return pool;
  }

  private static Object list(Request request) {
    World world = request.world();
    Optional<String> only = request.text("poolid");
    if (only.isPresent()) {
      request.rights().demand("/pool/" + only.get(), "Pool.Audit");
      Map<String, Object> pool = details(request, only.get());
      pool.put("poolid", only.get());
      return List.of(pool);
    }
    List<Object> list = new ArrayList<>();
    world.pools.forEach((id, pool) -> {
      if (request.rights().has("/pool/" + id, "Pool.Audit")) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("poolid", id);
        if (!pool.comment.isEmpty()) {
          line.put("comment", pool.comment);
        }
        list.add(line);
      }
    });
    return list;
  }

  private static Object read(Request request) {
    return details(request, request.need("poolid"));
  }

  private static Map<String, Object> details(Request request, String id) {
    World world = request.world();
    World.Pool pool = need(world, id);
    String type = request.text("type").orElse("");
    List<Object> members = new ArrayList<>();
    if (type.isEmpty() || type.equals("qemu")) {
      pool.vms.stream()
          .flatMap(vmid -> Optional.ofNullable(world.vms.get(vmid)).stream())
          .forEach(vm -> members.add(ClusterCalls.machine(world, vm)));
    }
    if (type.isEmpty() || type.equals("storage")) {
      pool.storages.forEach(
          s -> members.add(Map.of("id", "storage/" + s, "storage", s, "type", "storage")));
    }
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("members", members);
    if (!pool.comment.isEmpty()) {
      details.put("comment", pool.comment);
    }
    return details;
  }

  private static Object create(Request request) {
    World world = request.world();
    UserCalls.demandQuorum(world, "create pool");
    String id = request.need("poolid");
    if (world.pools.containsKey(id)) {
      throw Stop.error("create pool failed: pool '" + id + "' already exists");
    }
    World.Pool pool = new World.Pool();
    pool.comment = request.text("comment").orElse("");
    world.pools.put(id, pool);
    return Request.NOTHING;
  }

  private static Object update(Request request) {
    World world = request.world();
    UserCalls.demandQuorum(world, "update pool");
    String id = request.need("poolid");
    World.Pool pool = need(world, id);
    boolean delete = request.flag("delete");
    for (String text : request.text("vms").map(Format::split).orElse(List.of())) {
      member(request, pool, id, Integer.parseInt(text), delete);
    }
    for (String storage : request.text("storage").map(Format::split).orElse(List.of())) {
      request.rights().demand("/storage/" + storage, "Datastore.Allocate");
      boolean changed = delete ? pool.storages.remove(storage) : pool.storages.add(storage);
      if (!changed) {
        throw Stop.error(
            "update pool failed: Storage '"
                + storage
                + (delete ? "' is not a pool member" : "' is already a pool member"));
      }
    }
    request.text("comment").ifPresent(c -> pool.comment = c);
    return Request.NOTHING;
  }

  private static void member(
      Request request, World.Pool pool, String id, int vmid, boolean delete) {
    World world = request.world();
    request.rights().demand("/vms/" + vmid, "VM.Allocate");
    if (delete) {
      if (!pool.vms.remove(vmid)) {
        throw Stop.error("update pool failed: VM " + vmid + " is not a pool member");
      }
      return;
    }
    Optional<String> current = world.poolOf(vmid);
    if (current.filter(id::equals).isPresent()) {
      throw Stop.error("update pool failed: VM " + vmid + " is already a pool member");
    }
    if (current.isPresent()) {
      if (!request.flag("allow-move")) {
        throw Stop.error(
            "update pool failed: VM "
                + vmid
                + " belongs already to pool '"
                + current.get()
                + "' and 'allow-move' is not set");
      }
      need(world, current.get()).vms.remove(vmid);
    }
    pool.vms.add(vmid);
  }

  private static Object delete(Request request) {
    World world = request.world();
    UserCalls.demandQuorum(world, "delete pool");
    String id = request.need("poolid");
    World.Pool pool = need(world, id);
    if (!pool.vms.isEmpty()) {
      throw Stop.error(
          "delete pool failed: pool '"
              + id
              + "' is not empty (contains VM "
              + pool.vms.iterator().next()
              + ")");
    }
    if (!pool.storages.isEmpty()) {
      throw Stop.error(
          "delete pool failed: pool '"
              + id
              + "' is not empty (contains storage '"
              + pool.storages.iterator().next()
              + "')");
    }
    world.pools.remove(id);
    return Request.NOTHING;
  }
}
