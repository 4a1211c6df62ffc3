package dev.holdfast.simulator.proxmox;

import static java.util.Map.entry;

import dev.holdfast.simulator.proxmox.api.Format;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/// What surrounds a machine: the settings of its firewall and the monitor of its QEMU.
final class MachineTools {

  static final Map<String, Request.Handler> HANDLERS =
      Map.ofEntries(
          entry("GET /nodes/{node}/qemu/{vmid}/firewall/options", MachineTools::firewall),
          entry("PUT /nodes/{node}/qemu/{vmid}/firewall/options", MachineTools::setFirewall),
          entry("POST /nodes/{node}/qemu/{vmid}/monitor", MachineTools::monitor));

  private static final List<String> NOT_SETTINGS = List.of("node", "vmid", "delete", "digest");

  private MachineTools() {}

  private static String digest(Vm vm) {
    return Vm.sha1(vm.firewall().toString());
  }

  private static Object firewall(Request request) {
    Vm vm = request.vm();
    Map<String, Object> shown = new LinkedHashMap<>();
    vm.firewall()
        .forEach(
            (key, value) -> shown.put(key, value.matches("[01]") ? Integer.valueOf(value) : value));
    shown.put("digest", digest(vm));
    return shown;
  }

  private static Object setFirewall(Request request) {
    Vm vm = request.vm();
    request.checkDigest(digest(vm));
    NavigableMap<String, String> settings = vm.firewall();
    request.text("delete").map(Format::split).orElse(List.of()).forEach(settings::remove);
    request
        .values()
        .forEach((key, value) -> {
          if (!NOT_SETTINGS.contains(key)) {
            settings.put(key, value);
          }
        });
    return Request.NOTHING;
  }

  private static Object monitor(Request request) {
    Vm vm = request.vm();
    String command = request.need("command").strip();
    boolean harmless = command.equals("help") || command.startsWith("info ");
    if (!harmless && request.world().version.isNine()) {
      request.rights().demand("/vms/" + vm.id(), "Sys.Modify");
    }
    PowerCalls.demandRunning(vm);
    return switch (command) {
      case "info status" -> "VM status: running";
      case "info version" -> "10.1.2";
      default -> throw Stop.error("the simulator's monitor does not know '" + command + "'");
    };
  }
}
