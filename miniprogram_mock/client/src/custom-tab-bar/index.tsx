/** WeChat wants this component when tabBar.custom is set; Screen draws the tabs, so there is nothing here. */
export default function CustomTabBar() { return null }
