/// Models of Kubernetes on the lab's machines: kubeadm, kubelet, kubectl, crictl, etcdctl and
/// containerd, over clusters that live as long as their control planes.
///
/// Read first: [KubeWorld] (all machines of a lab that could be nodes), [KubeCluster] (what etcd
/// holds), [Kubeadm] (how machines become nodes).
@NullMarked
package dev.holdfast.lab.kube;

import org.jspecify.annotations.NullMarked;
