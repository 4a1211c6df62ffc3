package dev.holdfast.simulator.proxmox;

import dev.holdfast.simulator.proxmox.api.PropertyString;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The guest agent, as far as the server passes its answers on.
final class AgentCalls {

  static final Map<String, Request.Handler> HANDLERS = handlers();

  private static final int FIRST_PID = 900;

  private AgentCalls() {}

  /// A program that was started: when it is over, and what is told of it then.
  private record Program(Instant end, Map<String, Object> result) {}

  /// What an agent remembers: programs whose end was not asked for yet, and files.
  static final class Memory {
    private final Map<Integer, Program> programs = new LinkedHashMap<>();
    final Map<String, String> files = new LinkedHashMap<>();
    private int lastPid = FIRST_PID;
  }

  private static Map<String, Request.Handler> handlers() {
    Map<String, Request.Handler> all = new LinkedHashMap<>();
    String base = "/nodes/{node}/qemu/{vmid}/agent/";
    all.put("POST " + base + "ping", r -> result(r, Map.of()));
    all.put("GET " + base + "info", r -> result(r, Map.of("version", "10.1.0")));
    all.put("GET " + base + "network-get-interfaces", r -> result(r, interfaces(r)));
    all.put("GET " + base + "get-osinfo", r -> result(r, osInfo()));
    all.put("GET " + base + "get-host-name", r -> result(r, Map.of("host-name", r.vm().name())));
    all.put(
        "GET " + base + "get-time",
        r -> result(r, r.world().now().getEpochSecond() * 1_000_000_000L));
    all.put("GET " + base + "get-timezone", r -> result(r, Map.of("zone", "UTC", "offset", 0)));
    all.put("GET " + base + "get-users", r -> result(r, List.of()));
    all.put("GET " + base + "get-vcpus", r -> result(r, vcpus(r)));
    all.put(
        "GET " + base + "get-fsinfo",
        r -> result(r, List.of(Map.of("mountpoint", "/", "name", "sda1", "type", "ext4"))));
    all.put("POST " + base + "fstrim", r -> result(r, Map.of("paths", List.of())));
    all.put("POST " + base + "fsfreeze-freeze", r -> result(r, 1));
    all.put("POST " + base + "fsfreeze-thaw", r -> result(r, 1));
    all.put("POST " + base + "fsfreeze-status", r -> result(r, "thawed"));
    all.put("POST " + base + "exec", AgentCalls::exec);
    all.put("GET " + base + "exec-status", AgentCalls::execStatus);
    all.put("GET " + base + "file-read", AgentCalls::fileRead);
    all.put("POST " + base + "file-write", AgentCalls::fileWrite);
    all.put("POST " + base + "set-user-password", r -> result(r, Map.of()));
    all.put("POST " + base + "shutdown", AgentCalls::shutdown);
    return all;
  }

  /// The machine, whose agent must answer now.
  private static Vm answering(Request request) {
    Vm vm = request.vm();
    World world = request.world();
    if (!vm.isRunning()) {
      throw Stop.error("VM " + vm.id() + " is not running");
    }
    boolean device = vm.config().containsKey("agent");
    boolean answers =
        device
            && vm.guest().agent() == Guest.Agent.ANSWERS
            && !world.now().isBefore(since(vm).plus(world.times.boot()));
    if (!device) {
      throw Stop.error("No QEMU guest agent configured");
    }
    if (!answers) {
      throw Stop.error("QEMU guest agent is not running").after(Duration.ofSeconds(3));
    }
    return vm;
  }

  private static Instant since(Vm vm) {
    return vm.power() instanceof Vm.Power.On(Instant since, _) ? since : Instant.MAX;
  }

  private static Object result(Request request, Object value) {
    answering(request);
    return Map.of("result", value);
  }

  private static Map<String, Object> osInfo() {
    return Map.of(
        "id", "debian",
        "name", "Debian GNU/Linux",
        "version-id", "13",
        "pretty-name", "Debian GNU/Linux 13 (trixie)",
        "kernel-release", "6.12.0-amd64",
        "machine", "x86_64");
  }

  private static List<Object> vcpus(Request request) {
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < VmCalls.cpus(request.vm()); i++) {
      list.add(Map.of("logical-id", i, "online", 1, "can-offline", i > 0 ? 1 : 0));
    }
    return list;
  }

  private static List<Object> interfaces(Request request) {
    World world = request.world();
    Vm vm = request.vm();
    List<Object> list = new ArrayList<>();
    list.add(card("lo", "00:00:00:00:00:00", List.of(address("127.0.0.1/8"), address("::1/128"))));
    boolean up =
        !world.now().isBefore(since(vm).plus(world.times.boot()).plus(world.times.address()));
    int number = 0;
    for (Map.Entry<String, String> entry : vm.config().entrySet()) {
      if (Slots.isNet(entry.getKey())) {
        String mac = mac(world, entry.getValue());
        List<Object> addresses = new ArrayList<>();
        if (up && number == 0) {
          vm.guest().addresses().forEach(a -> addresses.add(address(a)));
        }
        addresses.add(address("fe80::be24:11ff:fe00:" + number + "/64"));
        list.add(card("eth" + number, mac, addresses));
        number++;
      }
    }
    return list;
  }

  private static String mac(World world, String value) {
    return PropertyString.read(world.parts("nic"), value)
        .get("macaddr")
        .orElse("")
        .toLowerCase(Locale.ROOT);
  }

  private static Map<String, Object> card(String name, String mac, List<Object> addresses) {
    Map<String, Object> card = new LinkedHashMap<>();
    card.put("name", name);
    card.put("hardware-address", mac);
    card.put("ip-addresses", addresses);
    return card;
  }

  private static Map<String, Object> address(String text) {
    String[] sides = text.split("/");
    return Map.of(
        "ip-address",
        sides[0],
        "prefix",
        Integer.valueOf(sides[1]),
        "ip-address-type",
        sides[0].contains(":") ? "ipv6" : "ipv4");
  }

  private static Object exec(Request request) {
    Vm vm = answering(request);
    List<String> command = request.lists().getOrDefault("command", List.of());
    Optional<String> output = Optional.ofNullable(vm.guest().programs().get(command.getFirst()));
    if (output.isEmpty()) {
      // The agent's own text has curly quotes, which the server cannot answer.
      throw Stop.error(
          "Agent error: Guest agent command failed, error was 'Failed to execute child process \u201C"
              + command.getFirst()
              + "\u201D (No such file or directory)'");
    }
    Memory memory = vm.agentMemory();
    memory.lastPid++;
    Map<String, Object> ended = new LinkedHashMap<>();
    ended.put("exited", 1);
    ended.put("exitcode", 0);
    if (!output.get().isEmpty()) {
      ended.put("out-data", output.get());
    }
    Instant end = request.world().now().plus(vm.guest().programTime());
    memory.programs.put(memory.lastPid, new Program(end, ended));
    return Map.of("pid", memory.lastPid);
  }

  private static Object execStatus(Request request) {
    Vm vm = answering(request);
    int pid = Integer.parseInt(request.need("pid"));
    Program program = vm.agentMemory().programs.get(pid);
    if (program == null) {
      throw Stop.error(
          "Agent error: Guest agent command failed, error was 'PID " + pid + " does not exist'");
    }
    if (request.world().now().isBefore(program.end)) {
      return Map.of("exited", 0);
    }
    vm.agentMemory().programs.remove(pid);
    return program.result;
  }

  private static Object fileRead(Request request) {
    String name = request.need("file");
    String content = answering(request).agentMemory().files.get(name);
    if (content == null) {
      throw Stop.error(
          "Agent error: failed to open file '" + name + "' (mode: 'r'): No such file or directory");
    }
    return Map.of("content", content);
  }

  private static Object fileWrite(Request request) {
    Memory memory = answering(request).agentMemory();
    String content = request.need("content");
    boolean encoded = request.text("encode").map("0"::equals).orElse(false);
    memory.files.put(
        request.need("file"),
        encoded
            ? new String(Base64.getDecoder().decode(content), StandardCharsets.UTF_8)
            : content);
    return Request.NOTHING;
  }

  private static Object shutdown(Request request) {
    Vm vm = answering(request);
    World world = request.world();
    request
        .world()
        .clock
        .scheduleAfter(
            world.times.shutdown(),
            () -> {
              world.guard.lock();
              try {
                PowerCalls.off(world, vm);
              } finally {
                world.guard.unlock();
              }
            });
    return Map.of("result", Map.of());
  }
}
