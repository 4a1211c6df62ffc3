package dev.holdfast.client.proxmox;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/// The guest agent of a VM (`/nodes/{node}/qemu/{vmid}/agent`); one call per node at a time.
public final class AgentApi {
  private final Api api;
  private final ApiPath path;

  AgentApi(Api api, ApiPath path) {
    this.api = api;
    this.path = path;
  }

  /// Whether the agent answers.
  public boolean answers() {
    try {
      api.call(
          new ApiRequest(
              ApiRequest.Verb.POST,
              path.slash("ping"),
              Params.none(),
              ApiRequest.Effect.REPEATABLE));
      return true;
    } catch (RefusedException e) {
      if (!e.is(ProxmoxException.Code.SERVER)) {
        throw e;
      }
      return false;
    }
  }

  /// The text of a file in the guest; empty where the agent does not answer or has no such file.
  public Optional<String> file(String name) {
    try {
      return Json.text(
          api.call(ApiRequest.get(path.slash("file-read"), Params.of("file", name))), "content");
    } catch (RefusedException e) {
      if (!e.is(ProxmoxException.Code.SERVER)) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /// The interfaces with their addresses, loopback and link-local ones included.
  public List<AgentInterface> networkInterfaces() {
    JsonNode data = api.get(path.slash("network-get-interfaces"));
    return Json.elements(data.path("result")).stream().map(AgentApi::networkInterface).toList();
  }

  /// Starts a program in the guest and gives its process id.
  public long exec(List<String> command) {
    JsonNode data =
        api.call(ApiRequest.post(path.slash("exec"), Params.none().withAll("command", command)));
    return Json.number(data, "pid")
        .orElseThrow(
            () -> new OutcomeUnknownException("The guest agent gave no process id for a program."));
  }

  /// How far a program is; the result of a finished one can be read once only.
  public ExecStatus execStatus(long pid) {
    JsonNode data =
        api.call(ApiRequest.get(path.slash("exec-status"), Params.none().with("pid", pid)));
    return new ExecStatus(
        Json.flag(data, "exited"),
        Json.number(data, "exitcode"),
        Json.text(data.path("out-data")),
        Json.text(data.path("err-data")));
  }

  /// A program in the guest, running or ended.
  public record ExecStatus(boolean exited, OptionalLong exitCode, String output, String errors) {}

  private static AgentInterface networkInterface(JsonNode item) {
    return new AgentInterface(
        Json.text(item, "name").orElse(""),
        Json.text(item, "hardware-address").map(mac -> mac.toLowerCase(Locale.ROOT)),
        Json.elements(item.path("ip-addresses")).stream()
            .map(AgentApi::address)
            .flatMap(Optional::stream)
            .toList());
  }

  private static Optional<AgentInterface.Address> address(JsonNode item) {
    int prefix = (int) Json.number(item, "prefix").orElse(0);
    return Json.text(item, "ip-address")
        .flatMap(AgentApi::literal)
        .map(ip -> new AgentInterface.Address(ip, prefix));
  }

  private static Optional<InetAddress> literal(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text.replaceFirst("%.*", "")));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
