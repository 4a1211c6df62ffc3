package dev.holdfast.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PluginLoggingTest {

  @Test
  void theProvidersOwnVariableWins() {
    Map<String, String> all =
        Map.of("TF_LOG", "ERROR", "TF_LOG_PROVIDER", "info", "TF_LOG_PROVIDER_PROXMOX", "Debug");
    assertThat(PluginLogging.level("proxmox", all)).isEqualTo(HclogLevel.DEBUG);
    assertThat(PluginLogging.level("netmaker", all)).isEqualTo(HclogLevel.INFO);
    assertThat(PluginLogging.level("k8s", Map.of("TF_LOG", "ERROR"))).isEqualTo(HclogLevel.ERROR);
  }

  @Test
  void withoutAnyVariableNothingIsLogged() {
    assertThat(PluginLogging.level("proxmox", Map.of("TF_LOG", "", "TF_LOG_CORE", "TRACE")))
        .isEqualTo(HclogLevel.OFF);
  }

  @Test
  void aWordThatIsNoLevelMeansEverything() {
    assertThat(PluginLogging.level("proxmox", Map.of("TF_LOG", "JSON")))
        .isEqualTo(HclogLevel.TRACE);
    assertThat(PluginLogging.level("proxmox", Map.of("TF_LOG", "off"))).isEqualTo(HclogLevel.OFF);
  }
}
