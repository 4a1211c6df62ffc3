package dev.holdfast.client.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.holdfast.client.http.Execution;
import dev.holdfast.client.proxmox.ProxmoxException.Code;
import dev.holdfast.client.testing.Act;
import dev.holdfast.client.testing.ScriptedServer;
import dev.holdfast.client.testing.SimulatedPacer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Each observed error of the server, answered to a write, and what the client makes of it.
class ErrorMeaningTest {

  @ParameterizedTest
  @MethodSource("answers")
  void answerHasItsMeaning(Act answer, Code code, Execution execution, long writes) {
    try (var server = new ScriptedServer(_ -> answer);
        var client = Clients.of(new SimulatedPacer(), server)) {
      ProxmoxException failure =
          catchThrowableOfType(
              ProxmoxException.class,
              () -> client.call(ApiRequest.post(ApiPath.of("nodes", "pve1", "x"), Params.none())));

      assertThat(failure.code()).isEqualTo(code);
      assertThat(failure.execution()).isEqualTo(execution);
      assertThat(server.count("POST")).isEqualTo(writes);
      assertThat(failure.getMessage()).contains("POST /nodes/pve1/x").doesNotContain("hush");
    }
  }

  static Stream<Arguments> answers() {
    return Stream.of(
        refused("no credentials", Act.bare(401, "No ticket"), Code.AUTHENTICATION),
        refused("wrong token", Act.bare(401, "Authentication failed!"), Code.AUTHENTICATION),
        refused(
            "wrong csrf token",
            Act.bare(401, "Permission denied - invalid csrf token"),
            Code.AUTHENTICATION),
        refused(
            "missing privilege",
            Act.error(403, "Permission check failed (/vms/101, VM.Config.CPU)"),
            Code.PERMISSION),
        refused("composite rule", Act.error(403, "Permission check failed"), Code.PERMISSION),
        refused(
            "root-only endpoint",
            Act.error(403, "Permission check failed (user != root@pam)"),
            Code.ROOT_ONLY),
        refused(
            "root-only option", Act.error(500, "only root can set 'args' config"), Code.ROOT_ONLY),
        refused(
            "root-only parameter",
            wrong("affinity", "Only root may use this option."),
            Code.ROOT_ONLY),
        refused(
            "unknown vm",
            Act.error(500, "Configuration file 'nodes/pve1/qemu-server/9.conf' does not exist"),
            Code.NOT_FOUND),
        refused("unknown storage", Act.error(500, "storage 'x' does not exist"), Code.NOT_FOUND),
        refused("unknown storage of a node", wrong("storage", "No such storage."), Code.NOT_FOUND),
        refused(
            "unknown node",
            Act.error(
                500, "hostname lookup 'x' failed - failed to get address info for: x: Unknown"),
            Code.NOT_FOUND),
        refused("unknown pool", Act.error(500, "pool 'x' does not exist"), Code.NOT_FOUND),
        refused("unknown user", Act.error(500, "no such user ('x')"), Code.NOT_FOUND),
        refused("unknown ha resource", Act.error(500, "no such resource 'vm:9'"), Code.NOT_FOUND),
        refused("unknown task", wrong("upid", "no such task"), Code.NOT_FOUND),
        refused("broken upid", wrong("upid", "unable to parse worker upid"), Code.NOT_FOUND),
        refused(
            "missing volume",
            Act.error(500, "volume_size_info on 'local:9/x.raw' failed"),
            Code.NOT_FOUND),
        failed(
            "pool exists",
            Act.error(500, "create pool failed: pool 'x' already exists"),
            Code.ALREADY_EXISTS),
        failed(
            "storage exists",
            Act.error(500, "create storage failed: storage ID 'x' already defined"),
            Code.ALREADY_EXISTS),
        failed("token exists", Act.error(400, "Token already exists."), Code.ALREADY_EXISTS),
        failed(
            "vm id taken",
            Act.error(500, "unable to create VM 420 - VM 420 already exists on node 'pve1'"),
            Code.ALREADY_EXISTS),
        failed(
            "clone target taken",
            Act.error(500, "unable to create VM 101: config file already exists"),
            Code.ALREADY_EXISTS),
        refused(
            "digest of a vm",
            Act.error(500, "checksum mismatch (file change by other user?)"),
            Code.DIGEST_CONFLICT),
        refused(
            "digest of other files",
            Act.error(
                500, "detected modified configuration - file changed by other user? Try again."),
            Code.DIGEST_CONFLICT),
        refused("lock attribute", Act.error(500, "VM is locked (backup)"), Code.LOCKED),
        argumentSet(
            "config lock is repeated, since nothing was done",
            Act.error(500, "can't lock file '/var/lock/qemu-server/lock-101.conf' - got timeout"),
            Code.LOCK_TIMEOUT,
            Execution.NOT_EXECUTED,
            5L),
        failed(
            "storage lock is not, since work had begun",
            Act.error(
                500, "can't lock file '/var/lock/pve-manager/pve-storage-local' - got timeout"),
            Code.LOCK_TIMEOUT),
        refused("no quorum", Act.error(500, "cluster not ready - no quorum?"), Code.NO_QUORUM),
        refused(
            "read-only cluster files",
            Act.error(
                500,
                "unable to open file '/etc/pve/nodes/pve1/qemu-server/101.conf.tmp.1'"
                    + " - Permission denied"),
            Code.NO_QUORUM),
        refused(
            "user file without quorum",
            Act.error(500, "create user failed: cfs-lock 'file-user_cfg' error: no quorum!"),
            Code.NO_QUORUM),
        refused("wrong parameter", wrong("cores", "type check ('integer')"), Code.PARAMETERS),
        failed(
            "hot-plug that failed is no harmless parameter error",
            wrong("net2", "hotplug problem - device busy"),
            Code.PARAMETERS),
        refused("bad request without a body", Act.bare(400, "Bad Request"), Code.PARAMETERS),
        failed("unknown method", Act.error(501, "Method 'GET /x' not implemented"), Code.SERVER),
        failed("other error", Act.error(500, "something else"), Code.SERVER),
        unknown("node down", Act.bare(595, "No route to host")),
        unknown("broken pipe", Act.bare(596, "Broken pipe")),
        unknown("gateway timeout", Act.bare(504, "Gateway Timeout")),
        unknown("lost answer", new Act.Vanish()),
        unknown("answer cut short", new Act.CutShort(Act.data("\"abcdef\""), 125)),
        unknown("unreadable answer", Act.json(200, "OK", "{\"data\":")));
  }

  @Test
  void missingPrivilegeAndPathAreNamed() {
    var failure =
        refusal(Act.error(403, "Permission check failed (/vms/101, VM.Config.CPU|VM.Allocate)"));

    assertThat(failure.missing())
        .contains(new RefusedException.MissingPrivilege("/vms/101", "VM.Config.CPU|VM.Allocate"));
    assertThat(failure.getMessage())
        .contains("the privilege VM.Config.CPU|VM.Allocate on /vms/101");
  }

  @Test
  void severalWrongParametersComeTogether() {
    String body =
        """
        {"data":null,"message":"Parameter verification failed.\\n",
         "errors":{"cores":"type check failed\\n","storage":"No such storage."}}
        """;
    var failure = refusal(Act.json(400, "Parameter verification failed.", body));

    assertThat(failure.code()).isEqualTo(Code.PARAMETERS);
    assertThat(failure.parameters()).containsOnlyKeys("cores", "storage");
    assertThat(failure.getMessage()).contains("cores: type check failed; storage: No such");
  }

  @Test
  void emptyErrorHasATextFromItsStatusAlone() {
    assertThat(refusal(Act.bare(501, "")).getMessage()).contains("does not know the call");
    assertThat(refusal(Act.bare(401, "")).getMessage()).contains("no or wrong credentials");
  }

  private static RefusedException refusal(Act answer) {
    try (var server = new ScriptedServer(_ -> answer);
        var client = Clients.of(new SimulatedPacer(), server)) {
      return catchThrowableOfType(RefusedException.class, client::version);
    }
  }

  private static Act wrong(String parameter, String text) {
    return Act.json(
        400,
        "Parameter verification failed.",
        "{\"data\":null,\"message\":\"Parameter verification failed.\\n\",\"errors\":{\"%s\":\"%s\"}}"
            .formatted(parameter, text));
  }

  private static Arguments refused(String name, Act answer, Code code) {
    return argumentSet(name, answer, code, Execution.NOT_EXECUTED, 1L);
  }

  private static Arguments failed(String name, Act answer, Code code) {
    return argumentSet(name, answer, code, Execution.FAILED, 1L);
  }

  private static Arguments unknown(String name, Act answer) {
    return argumentSet(name, answer, Code.OUTCOME_UNKNOWN, Execution.UNKNOWN, 1L);
  }
}
