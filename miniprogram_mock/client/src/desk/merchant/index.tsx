import { Stub } from '@/ui/Stub'

export default function Page() { return <Stub title='商户工作台' /> }
