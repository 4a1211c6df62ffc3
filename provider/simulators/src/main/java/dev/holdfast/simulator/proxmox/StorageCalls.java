package dev.holdfast.simulator.proxmox;

import static java.util.Map.entry;

import dev.holdfast.simulator.proxmox.api.Format;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Storages, and listing, making and removing what they hold.
final class StorageCalls {

  static final Map<String, Request.Handler> HANDLERS =
      Map.ofEntries(
          entry("GET /storage", StorageCalls::configurations),
          entry("GET /storage/{storage}", StorageCalls::configuration),
          entry("GET /nodes/{node}/storage", StorageCalls::list),
          entry("GET /nodes/{node}/storage/{storage}/status", StorageCalls::status),
          entry("GET /nodes/{node}/storage/{storage}/content", StorageCalls::content),
          entry("POST /nodes/{node}/storage/{storage}/content", StorageCalls::allocate),
          entry("GET /nodes/{node}/storage/{storage}/content/{volume}", StorageCalls::info),
          entry("PUT /nodes/{node}/storage/{storage}/content/{volume}", StorageCalls::annotate),
          entry("DELETE /nodes/{node}/storage/{storage}/content/{volume}", StorageCalls::delete),
          entry("POST /nodes/{node}/storage/{storage}/download-url", Downloads::download));

  private static final List<String> USE = List.of("Datastore.Audit", "Datastore.AllocateSpace");

  private StorageCalls() {}

  static boolean visible(Request request, String storage) {
    return request.rights().hasAny("/storage/" + storage, USE);
  }

  /// The contents in an order that changes from call to call.
  static String contents(World world, Storage storage) {
    List<String> contents = new ArrayList<>(storage.options().content());
    Collections.sort(contents);
    Collections.shuffle(contents, world.random);
    return String.join(",", contents);
  }

  private static Object configurations(Request request) {
    return request.world().storages.values().stream()
        .filter(s -> visible(request, s.name()))
        .filter(s -> request.text("type").map(s.options().type().wire()::equals).orElse(true))
        .map(s -> shown(request.world(), s))
        .toList();
  }

  private static Object configuration(Request request) {
    return shown(request.world(), request.world().storage(request.need("storage")));
  }

  private static Map<String, Object> shown(World world, Storage storage) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("storage", storage.name());
    line.put("type", storage.options().type().wire());
    line.put("content", contents(world, storage));
    line.put("digest", Vm.sha1(storage.name()));
    if (storage.options().shared()) {
      line.put("shared", 1);
    }
    line.putAll(storage.settings());
    if (!storage.options().nodes().isEmpty()) {
      line.put("nodes", String.join(",", storage.options().nodes()));
    }
    return line;
  }

  private static Object list(Request request) {
    World world = request.world();
    List<String> wanted = request.text("content").map(Format::split).orElse(List.of());
    return world.storages.values().stream()
        .filter(s -> s.isOn(request.node()) && visible(request, s.name()))
        .filter(s -> request.text("storage").map(s.name()::equals).orElse(true))
        .filter(s -> request.text("target").map(s::isOn).orElse(true))
        .filter(s -> wanted.isEmpty() || wanted.stream().anyMatch(s::holds))
        .map(s -> {
          Map<String, Object> line = usage(world, s, request.node());
          line.put("storage", s.name());
          return line;
        })
        .toList();
  }

  private static Map<String, Object> usage(World world, Storage storage, String node) {
    long total = storage.options().capacity();
    long used = storage.used(node);
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("type", storage.options().type().wire());
    line.put("content", contents(world, storage));
    line.put("active", 1);
    line.put("enabled", 1);
    line.put("shared", storage.options().shared() ? 1 : 0);
    line.put("total", total);
    line.put("used", used);
    line.put("avail", total - used);
    return line;
  }

  /// The storage of a call below a node; unknown ones are a wrong parameter there.
  static Storage need(Request request) {
    Storage storage = request.world().storages.get(request.need("storage"));
    if (storage == null) {
      throw Stop.parameter("storage", "No such storage.");
    }
    return request.world().storageOn(storage.name(), request.node());
  }

  private static Object status(Request request) {
    return usage(request.world(), need(request), request.node());
  }

  private static Object content(Request request) {
    Storage storage = need(request);
    List<Object> list = new ArrayList<>();
    storage
        .volumes(request.node())
        .forEach((name, volume) -> {
          boolean wanted =
              request.text("content").map(volume.content()::equals).orElse(true)
                  && request
                      .text("vmid")
                      .map(id -> volume.owner().map(o -> o.toString().equals(id)).orElse(false))
                      .orElse(true);
          if (wanted) {
            list.add(line(storage, name, volume));
          }
        });
    return list;
  }

  private static Map<String, Object> line(Storage storage, String name, Volume volume) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("volid", storage.name() + ":" + name);
    line.put("content", volume.content());
    line.put("format", volume.format());
    line.put("size", volume.size());
    line.put("ctime", volume.created().getEpochSecond());
    volume.owner().ifPresent(owner -> line.put("vmid", owner));
    volume.parent().ifPresent(parent -> line.put("parent", parent));
    return line;
  }

  private static Object allocate(Request request) {
    Storage storage = need(request);
    World world = request.world();
    String name = request.need("filename");
    int vmid = request.vmid();
    String size = request.need("size");
    long bytes = size.matches("\\d+") ? Long.parseLong(size) * 1024 : Sizes.parse(size);
    int dot = name.lastIndexOf('.');
    String format = request.text("format").orElse(dot < 0 ? "raw" : name.substring(dot + 1));
    String placed = storage.options().type().onFiles() ? vmid + "/" + name : name;
    if (storage.volume(request.node(), placed).isPresent()) {
      throw Stop.error("disk image '" + placed + "' already exists");
    }
    storage
        .volumes(request.node())
        .put(
            placed,
            new Volume("images", format, bytes, Optional.of(vmid), Optional.empty(), world.now()));
    return storage.name() + ":" + placed;
  }

  /// The volume of a call, with or without the storage in front.
  private static VolumeId volume(Request request) {
    String text = request.need("volume");
    return VolumeId.parse(text).orElseGet(() -> new VolumeId(request.need("storage"), text));
  }

  private static Object info(Request request) {
    VolumeId id = volume(request);
    Storage storage = need(request);
    request.rights().demandAny("/storage/" + id.storage(), Optional.empty(), USE);
    Volume volume =
        storage
            .volume(request.node(), id.name())
            .orElseThrow(() -> Stop.error("volume_size_info on '" + id + "' failed"));
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("format", volume.format());
    info.put("size", volume.size());
    info.put("used", volume.size());
    info.put("path", "/srv/" + storage.name() + "/" + id.name());
    return info;
  }

  private static Object annotate(Request request) {
    info(request);
    throw Stop.error("the simulator keeps no notes on volumes");
  }

  private static Object delete(Request request) {
    VolumeId id = volume(request);
    World world = request.world();
    Storage storage = need(request);
    String owner = id.owner().map(o -> o + "@").orElse("");
    Optional<Volume> found = storage.volume(request.node(), id.name());
    request.rights().demand("/storage/" + storage.name(), deletePrivilege(found));
    return request.start(
        "imgdel",
        owner + storage.name(),
        task -> {
          world.locks.demand(FileLocks.storage(storage.name()), FileLocks.STORAGE);
          return Task.later(
              Duration.ofSeconds(request.number("delay", 0)).plus(world.times.step()),
              t -> {
                new Disks(world, request.node()).checkNotBase(id);
                if (storage.volumes(request.node()).remove(id.name()) == null) {
                  t.say("volume '" + id + "' does not exist");
                } else {
                  t.say("Removed volume '" + id + "'");
                }
                return Task.done();
              });
        });
  }

  private static String deletePrivilege(Optional<Volume> volume) {
    boolean images = volume.map(v -> v.content().equals("images")).orElse(false);
    return images ? "Datastore.AllocateSpace" : "Datastore.Allocate";
  }
}
