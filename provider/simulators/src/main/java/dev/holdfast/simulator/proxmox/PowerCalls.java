package dev.holdfast.simulator.proxmox;

import static java.util.Map.entry;

import dev.holdfast.simulator.proxmox.api.PropertyString;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Starting and stopping.
final class PowerCalls {

  static final Map<String, Request.Handler> HANDLERS =
      Map.ofEntries(
          entry("POST /nodes/{node}/qemu/{vmid}/status/start", PowerCalls::start),
          entry("POST /nodes/{node}/qemu/{vmid}/status/stop", PowerCalls::stop),
          entry("POST /nodes/{node}/qemu/{vmid}/status/shutdown", PowerCalls::shutdown),
          entry("POST /nodes/{node}/qemu/{vmid}/status/reboot", PowerCalls::reboot),
          entry("POST /nodes/{node}/qemu/{vmid}/status/reset", PowerCalls::reset),
          entry("POST /nodes/{node}/qemu/{vmid}/status/suspend", PowerCalls::suspend),
          entry("POST /nodes/{node}/qemu/{vmid}/status/resume", PowerCalls::resume));

  private static final long USUAL_TIMEOUT = 180;
  // The pending changes of a machine were seen applied a second or two after its stop.
  private static final Duration CLEANUP = Duration.ofMillis(1500);
  private static final Duration PING = Duration.ofSeconds(3);

  private PowerCalls() {}

  private static Object start(Request request) {
    OptionRights.checkRootOnly(request, "skiplock", "stateuri", "migratedfrom", "force-cpu");
    World world = request.world();
    Vm vm = request.vm();
    world.demandQuorum();
    if (world.ha.containsKey("vm:" + vm.id())) {
      return HaCalls.request(request, vm, "hastart", "started");
    }
    return request.start("qmstart", "" + vm.id(), task -> start(world, vm, task));
  }

  static Task.Next start(World world, Vm vm, Task task) {
    world.locks.take(FileLocks.config(vm.id()), task.upid(), FileLocks.CONFIG);
    checkStartable(world, vm);
    if ("ovmf".equals(vm.merged().get("bios")) && !vm.merged().containsKey("efidisk0")) {
      task.warn("no efidisk configured! Using temporary efivars disk.");
    }
    return Task.later(
        world.times.start(),
        _ -> {
          on(world, vm);
          return Task.done();
        });
  }

  static void on(World world, Vm vm) {
    new ConfigWriter(world, vm).applyPending();
    CloudInitCalls.regenerate(vm);
    vm.power(new Vm.Power.On(world.now(), false), world.now());
    FirstBoot.begin(world, vm);
  }

  /// What only shows when a machine is started.
  static void checkStartable(World world, Vm vm) {
    vm.checkLock();
    if (vm.isRunning()) {
      throw Stop.error("VM " + vm.id() + " already running");
    }
    if (vm.isTemplate()) {
      throw Stop.error("you can't start a vm if it's a template");
    }
    Map<String, String> config = vm.merged();
    Disks disks = new Disks(world, vm.node());
    Drives.of(world, config).values().stream()
        .flatMap(d -> Drives.volume(d).stream())
        .filter(id -> Disks.asNew(id.toString()).isEmpty())
        .forEach(disks::need);
    Optional.ofNullable(config.get("cicustom"))
        .ifPresent(text -> checkSnippets(world, disks, text));
    config.forEach((key, value) -> {
      if (Slots.isOf("hostpci", key)) {
        checkMapping(world, PropertyString.read(world.parts("hostpci"), value));
      }
    });
  }

  private static void checkSnippets(World world, Disks disks, String text) {
    PropertyString.read(world.parts("cicustom"), text)
        .values()
        .values()
        .forEach(v -> disks.need(VolumeId.parse(v).orElseThrow()));
  }

  private static void checkMapping(World world, PropertyString device) {
    device
        .get("mapping")
        .filter(m -> !world.mappings.contains(m))
        .ifPresent(m -> {
          throw Stop.error("PCI device mapping not found for '" + m + "'");
        });
  }

  private static Object stop(Request request) {
    OptionRights.checkRootOnly(request, "skiplock", "keepActive", "migratedfrom");
    World world = request.world();
    Vm vm = request.vm();
    if (world.ha.containsKey("vm:" + vm.id())) {
      return HaCalls.request(request, vm, "hastop", "stopped");
    }
    boolean overrule = request.flag("overrule-shutdown");
    return request.start(
        "qmstop",
        "" + vm.id(),
        task -> {
          if (overrule) {
            world.tasksOf(vm.id()).stream()
                .filter(t -> t.type().equals("qmshutdown"))
                .forEach(t -> world.tasks.fail(t, "received interrupt"));
          }
          world.locks.take(FileLocks.config(vm.id()), task.upid(), FileLocks.CONFIG);
          if (!request.flag("skiplock")) {
            vm.checkLock();
          }
          if (!vm.isRunning()) {
            task.say("VM not running");
            return Task.done();
          }
          return Task.later(world.times.stop(), _ -> off(world, vm));
        });
  }

  /// Turns a machine off; what was pending for it follows a little later.
  static Task.Next off(World world, Vm vm) {
    if (vm.isRunning()) {
      vm.power(new Vm.Power.Off(), world.now());
      world.clock.scheduleAfter(
          CLEANUP,
          () -> {
            world.guard.lock();
            try {
              if (!vm.isRunning()) {
                new ConfigWriter(world, vm).applyPending();
              }
            } finally {
              world.guard.unlock();
            }
          });
    }
    return Task.done();
  }

  private static Object shutdown(Request request) {
    OptionRights.checkRootOnly(request, "skiplock", "keepActive");
    World world = request.world();
    Vm vm = request.vm();
    if (world.ha.containsKey("vm:" + vm.id())) {
      return HaCalls.request(request, vm, "hastop", "stopped");
    }
    return request.start(
        "qmshutdown",
        "" + vm.id(),
        task -> {
          world.locks.take(FileLocks.config(vm.id()), task.upid(), FileLocks.CONFIG);
          vm.checkLock();
          if (!vm.isRunning()) {
            task.say("VM not running");
            return Task.done();
          }
          return askGuest(request, vm, task);
        });
  }

  private static Task.Next askGuest(Request request, Vm vm, Task task) {
    World world = request.world();
    Duration timeout = Duration.ofSeconds(request.number("timeout", USUAL_TIMEOUT));
    boolean agent = VmCalls.agentEnabled(world, vm);
    boolean silent = agent && vm.guest().agent() != Guest.Agent.ANSWERS;
    if (silent) {
      task.say(
          "QEMU guest agent is not running - VM "
              + vm.id()
              + " qga command 'guest-ping' failed - got timeout");
    }
    boolean obeys = vm.guest().powersOff() && !silent;
    Duration needed = world.times.shutdown().plus(silent ? PING : Duration.ZERO);
    if (obeys && needed.compareTo(timeout) <= 0) {
      return Task.later(needed, _ -> off(world, vm));
    }
    return Task.later(
        timeout,
        t -> {
          if (!vm.isRunning()) {
            return Task.done();
          }
          if (!request.flag("forceStop")) {
            throw Stop.error("VM quit/powerdown failed - got timeout");
          }
          t.say("VM still running - terminating now with SIGTERM");
          return off(world, vm);
        });
  }

  private static Object reboot(Request request) {
    World world = request.world();
    Vm vm = request.vm();
    if (!vm.isRunning()) {
      throw Stop.error("VM " + vm.id() + " not running");
    }
    long timeout = request.number("timeout", USUAL_TIMEOUT);
    return request.start(
        "qmreboot",
        "" + vm.id(),
        task -> {
          world.locks.take(FileLocks.config(vm.id()), task.upid(), FileLocks.CONFIG);
          vm.checkLock();
          boolean agent = VmCalls.agentEnabled(world, vm);
          boolean silent = agent && vm.guest().agent() != Guest.Agent.ANSWERS;
          if (silent || !vm.guest().powersOff()) {
            return Task.later(
                Duration.ofSeconds(timeout),
                _ -> {
                  throw Stop.error("VM quit/powerdown failed - got timeout");
                });
          }
          return Task.later(
              world.times.shutdown().plus(world.times.start()),
              _ -> {
                vm.power(new Vm.Power.Off(), world.now());
                on(world, vm);
                return Task.done();
              });
        });
  }

  private static Object reset(Request request) {
    OptionRights.checkRootOnly(request, "skiplock");
    World world = request.world();
    Vm vm = request.vm();
    demandRunning(vm);
    return request.start(
        "qmreset",
        "" + vm.id(),
        _ -> {
          vm.checkLock();
          demandRunning(vm);
          vm.power(new Vm.Power.On(world.now(), false), world.now());
          return Task.done();
        });
  }

  private static Object suspend(Request request) {
    OptionRights.checkRootOnly(request, "skiplock");
    World world = request.world();
    Vm vm = request.vm();
    demandRunning(vm);
    boolean toDisk = request.flag("todisk");
    return request.start(
        toDisk ? "qmsuspend" : "qmpause",
        "" + vm.id(),
        task -> {
          world.locks.take(FileLocks.config(vm.id()), task.upid(), FileLocks.CONFIG);
          vm.checkLock();
          demandRunning(vm);
          if (toDisk) {
            vm.config().put("lock", "suspended");
            return off(world, vm);
          }
          pause(world, vm, true);
          return Task.done();
        });
  }

  private static Object resume(Request request) {
    OptionRights.checkRootOnly(request, "skiplock", "nocheck");
    World world = request.world();
    Vm vm = request.vm();
    boolean suspended = vm.lock().filter("suspended"::equals).isPresent();
    if (!suspended) {
      demandRunning(vm);
    }
    return request.start(
        "qmresume",
        "" + vm.id(),
        task -> {
          world.locks.take(FileLocks.config(vm.id()), task.upid(), FileLocks.CONFIG);
          if (suspended) {
            vm.config().remove("lock");
            return start(world, vm, task);
          }
          pause(world, vm, false);
          return Task.done();
        });
  }

  private static void pause(World world, Vm vm, boolean paused) {
    if (vm.power() instanceof Vm.Power.On(var since, _)) {
      vm.power(new Vm.Power.On(since, paused), world.now());
    }
  }

  static void demandRunning(Vm vm) {
    if (!vm.isRunning()) {
      throw Stop.error("VM " + vm.id() + " not running");
    }
  }
}
