package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.simulator.proxmox.RecordedRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabRequestLogTest {

  @TempDir private Path folder;
  private final List<RecordedRequest> requests = new ArrayList<>();

  @Test
  void eachRequestSinceTheStartIsOneLine() throws Exception {
    Path file = folder.resolve("log");
    Files.writeString(file, "from the lab before\n");
    ask("GET", "/before", 200);
    LabRequestLog log = new LabRequestLog(file, () -> requests);
    assertThat(file).isEmptyFile();

    ask("GET", "/version", 200);
    ask("POST", "/nodes/pve1/qemu", 403);
    log.update();
    log.update();
    ask("GET", "/nodes", 595);
    log.update();

    assertThat(Files.readAllLines(file))
        .containsExactly("GET /version 200", "POST /nodes/pve1/qemu 403", "GET /nodes 595");
  }

  @Test
  void aFileThatCannotBeWrittenIsNamed() {
    Path file = folder.resolve("missing").resolve("log");

    assertThatThrownBy(() -> new LabRequestLog(file, () -> requests))
        .isInstanceOf(LabException.class)
        .hasMessage("The lab cannot write " + file + ".");
  }

  private void ask(String method, String path, int status) {
    requests.add(new RecordedRequest(method, path, path, Map.of(), status, "", "pve1", 1));
  }
}
