"""Declare a live 3D scene, show it in any browser or headset, and hear back from it."""
