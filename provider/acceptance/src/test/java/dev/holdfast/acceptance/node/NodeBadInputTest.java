package dev.holdfast.acceptance.node;

import dev.holdfast.acceptance.terraform.Providers;
import dev.holdfast.acceptance.terraform.Published;
import dev.holdfast.acceptance.terraform.Serving;
import dev.holdfast.acceptance.terraform.Workspace;
import dev.holdfast.client.http.Pacer;
import dev.holdfast.resources.registry.Families;
import dev.holdfast.server.ReattachServer;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a plan refuses before any machine is looked at.
class NodeBadInputTest {
  private final ReattachServer server =
      Serving.holdfast(new Families(_ -> Optional.empty(), Pacer.system()).named("k8s"));
  private final Workspace terraform =
      Workspace.traced(Published.orElse(() -> Providers.running(server)));

  private static final String GOOD =
      """
      terraform {
        required_providers {
          k8s = { source = "holdfast/k8s" }
        }
      }

      provider "k8s" {
        ssh = { profiles = { default = { password = "x" } } }
      }

      resource "k8s_node" "w1" {
        name    = "w1"
        role    = "worker"
        version = "1.36.4"
        ssh     = { host = "192.0.2.21", host_key = "SHA256:%1$s" }
        network = { node_ip = "10.20.0.21", vpn_unit = "netclient.service" }
        cluster = {
          name = "edge"
          init = "cp1"
          control_planes = {
            cp1 = { node_ip = "10.20.0.11", ssh = { host = "192.0.2.11", host_key = "SHA256:%1$s" } }
          }
          pod_cidrs     = ["10.244.0.0/16"]
          service_cidrs = ["10.96.0.0/12"]
          cni           = { kind = "flannel", mtu = 1370 }
        }
      }
      """
          .formatted("A".repeat(43));

  @AfterEach
  void close() {
    terraform.close();
    server.close();
  }

  @Test
  void nothing_is_wrong_with_what_the_others_differ_from() {
    terraform.configuration(GOOD).tryPlan().succeeded();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name    = \"w1\"          | name = \"w1.home\"          | without a dot",
        "10.96.0.0/12              | 10.244.64.0/20              | overlaps 10.244.0.0/16",
        "mtu = 1370                | mtu = 9000                  | between 1280 and 8950",
        "mtu = 1370                | backend = \"wireguard\"     | port 51821",
        "\"1.36.4\"                | \"v1.36\"                   | such as 1.36.4",
        "10.20.0.21                | 10.20.0.11                  | address of the control plane cp1",
        "\"worker\"                | \"control_plane\"           | missing among cluster.control_planes",
      })
  void a_mistake_is_an_error_of_the_plan(String good, String bad, String words) {
    terraform.configuration(GOOD.replace(good, bad)).tryPlan().failedWith(words);
  }
}
